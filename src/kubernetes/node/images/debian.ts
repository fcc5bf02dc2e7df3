/** Files that every image of a distribution has. */

const passwd =
	'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nbin:x:2:2:bin:/bin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n';

/** Empty files, and folders (which end in a slash), of a root file system. */
const folders: Readonly<Record<string, string>> = Object.fromEntries(
	[
		'/bin/sh',
		'/dev/null',
		'/home/',
		'/lib/',
		'/mnt/',
		'/opt/',
		'/proc/version',
		'/root/.profile',
		'/run/',
		'/sbin/',
		'/srv/',
		'/sys/',
		'/tmp/',
		'/usr/bin/env',
		'/usr/local/bin/',
		'/usr/sbin/',
		'/usr/share/',
		'/var/lib/',
		'/var/log/',
		'/var/run/',
		'/var/tmp/',
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

/** The same of an Ubuntu. @param version such as `24.04` */
export function ubuntuFiles(version: string): Readonly<Record<string, string>> {
	const [name, codename] = version === '22.04' ? ['22.04.5', 'jammy'] : ['24.04.3', 'noble'];
	return {
		...debianFiles,
		'/etc/debian_version': version === '22.04' ? 'bookworm/sid\n' : 'trixie/sid\n',
		'/etc/os-release': `PRETTY_NAME="Ubuntu ${name} LTS"\nNAME="Ubuntu"\nVERSION_ID="${version}"\nVERSION_CODENAME=${codename}\nID=ubuntu\nID_LIKE=debian\nHOME_URL="https://www.ubuntu.com/"\nSUPPORT_URL="https://help.ubuntu.com/"\nUBUNTU_CODENAME=${codename}\n`,
	};
}

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
