import {readFileSync} from 'node:fs';
import {packageFolder} from './places.ts';

/** The version of this package. */
export function version(): string {
	const {version: text} = JSON.parse(readFileSync(`${packageFolder}/package.json`, 'utf8')) as {version: string};
	return text;
}
