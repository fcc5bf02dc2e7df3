/** Something that an author should mend. */
export interface Finding {
	readonly file: string;
	readonly line?: number;
	readonly column?: number;
	readonly message: string;
}

/** `missions/x/mission.yaml:12:5: what is wrong` */
export function formatFinding({file, line, column, message}: Finding): string {
	const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
	return `${place}: ${message}`;
}
