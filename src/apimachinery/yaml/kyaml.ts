export function toKyaml(value: unknown): string {
	return `---\n${JSON.stringify(value)}\n`;
}
