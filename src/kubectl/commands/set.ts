/** `kubectl set` (kubectl pkg/cmd/set/set.go). */
import type {Command} from '../command.ts';
import {setEnv} from '../set/env.ts';
import {setImage} from '../set/image.ts';
import {setResources} from '../set/resources.ts';
import {setSelector} from '../set/selector.ts';
import {setServiceAccount} from '../set/service-account.ts';
import {setSubject} from '../set/subject.ts';

export const set: Command = {
	name: 'set',
	usage: 'set SUBCOMMAND',
	short: 'Set specific features on objects',
	long: 'Changes single features of objects that are there already.',
	flags: [],
	subcommands: [setEnv, setImage, setResources, setSelector, setServiceAccount, setSubject],
};
