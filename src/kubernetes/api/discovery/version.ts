/** What the server says it is, at `/version`. */
export const serverVersion = {
	major: '1',
	minor: '36',
	emulationMajor: '1',
	emulationMinor: '36',
	minCompatibilityMajor: '1',
	minCompatibilityMinor: '35',
	gitVersion: 'v1.36.2',
	gitCommit: '',
	gitTreeState: 'clean',
	buildDate: '',
	goVersion: '',
	compiler: 'gc',
	platform: 'linux/amd64',
};
