/** All the small programs that images have in their `/bin`, in the manner of GNU or of busybox. */
import type {Program} from '../process/process.ts';
import {shellProgram} from '../sh/sh.ts';
import type {ShellStyle} from '../sh/shell.ts';
import {dd} from './dd.ts';
import {folderPrograms} from './folders.ts';
import {networkPrograms} from './network.ts';
import {patternPrograms} from './patterns.ts';
import {systemPrograms} from './system.ts';
import {tar} from './tar.ts';
import {textPrograms} from './text.ts';

export type Flavour = 'gnu' | 'busybox';

const busyboxShell: ShellStyle = {name: 'sh', numbered: false};
const dash: ShellStyle = {name: 'sh', numbered: true};
const bash: ShellStyle = {name: 'bash', numbered: false, bash: true};

function all(flavour: Flavour): Readonly<Record<string, Program>> {
	return {
		...textPrograms(flavour),
		...patternPrograms(flavour),
		...folderPrograms(flavour),
		...systemPrograms(flavour),
		...networkPrograms(flavour),
		dd: dd(flavour),
		tar: tar(flavour),
	};
}

const busyboxPrograms = all('busybox');
const gnuPrograms = all('gnu');

/** What busybox has: nearly everything, under the name `sh` too. */
export const busyboxBin: Readonly<Record<string, Program>> = (() => {
	const {curl: _curl, getent: _getent, ...rest} = busyboxPrograms;
	return {...rest, sh: shellProgram(busyboxShell), ash: shellProgram(busyboxShell)};
})();

/** Alpine: busybox, and `getent` from musl. */
export const alpineBin: Readonly<Record<string, Program>> = {...busyboxBin, getent: busyboxPrograms.getent!};

/** A slim Debian: dash, bash and coreutils, but no ps, ping, wget, curl or nc. */
export const debianBin: Readonly<Record<string, Program>> = (() => {
	const {
		curl: _curl,
		wget: _wget,
		nslookup: _nslookup,
		nc: _nc,
		ping: _ping,
		ps: _ps,
		free: _free,
		uptime: _uptime,
		which,
		...rest
	} = gnuPrograms;
	return {...rest, which: which!, sh: shellProgram(dash), dash: shellProgram(dash), bash: shellProgram(bash)};
})();

/** Ubuntu keeps procps too. */
export const ubuntuBin: Readonly<Record<string, Program>> = {
	...debianBin,
	ps: gnuPrograms.ps!,
	free: gnuPrograms.free!,
	uptime: gnuPrograms.uptime!,
};

/** Programs that some images add. */
export const extraBin: Readonly<Record<string, Program>> = gnuPrograms;
