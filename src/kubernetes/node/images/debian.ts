/** Files that every image of a distribution has. */

const passwd =
	'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nbin:x:2:2:bin:/bin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n';

/** Empty files that make the folders of a root file system. */
const folders: Readonly<Record<string, string>> = Object.fromEntries(
	[
		'/bin/sh',
		'/dev/null',
		'/home/.keep',
		'/lib/.keep',
		'/mnt/.keep',
		'/opt/.keep',
		'/proc/version',
		'/root/.profile',
		'/run/.keep',
		'/sbin/.keep',
		'/srv/.keep',
		'/sys/.keep',
		'/tmp/.keep',
		'/usr/bin/env',
		'/usr/local/bin/.keep',
		'/usr/sbin/.keep',
		'/usr/share/.keep',
		'/var/lib/.keep',
		'/var/log/.keep',
		'/var/run/.keep',
		'/var/tmp/.keep',
		'/etc/profile',
	].map(path => [path, '']),
);

export const debianFiles: Readonly<Record<string, string>> = {
	...folders,
	'/etc/debian_version': '12.11\n',
	'/etc/os-release':
		'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\nHOME_URL="https://www.debian.org/"\nSUPPORT_URL="https://www.debian.org/support"\nBUG_REPORT_URL="https://bugs.debian.org/"\n',
	'/etc/passwd': passwd,
	'/etc/group': 'root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\n',
};

export const busyboxFiles: Readonly<Record<string, string>> = {
	...Object.fromEntries(Object.entries(folders).filter(([path]) => !/^\/(mnt|opt|srv|sbin)\//.test(path))),
	'/etc/passwd':
		'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
	'/etc/group': 'root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\n',
};

export const alpineFiles: Readonly<Record<string, string>> = {
	...busyboxFiles,
	'/etc/alpine-release': '3.22.0\n',
	'/etc/os-release':
		'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.0\nPRETTY_NAME="Alpine Linux v3.22"\nHOME_URL="https://alpinelinux.org/"\nBUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"\n',
};
