/**
 * What names, labels and other short texts must look like. Each check answers with what is wrong, in upstream's words,
 * and with nothing where all is well (apimachinery pkg/util/validation, pkg/api/validate/content).
 *
 * Upstream has two homes for these checks which word a length differently: label keys and values count "bytes", names
 * count "characters" (and measure bytes all the same).
 */
const utf8 = new TextEncoder();

/** How long a text is in UTF-8, which is how Go measures strings. */
export function byteLength(text: string): number {
	// Nearly every text is ASCII, and short.
	for (let i = 0; i < text.length; i++) {
		if (text.charCodeAt(i) > 127) {
			return utf8.encode(text).length;
		}
	}
	return text.length;
}

const dns1123Label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123Subdomain = `${dns1123Label}(\\.${dns1123Label})*`;
const dns1123LabelWithUnderscore = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const dns1123SubdomainWithUnderscore = `${dns1123LabelWithUnderscore}(\\.${dns1123LabelWithUnderscore})*`;
const wildcardDns1123Subdomain = `\\*\\.${dns1123Subdomain}`;
const dns1035Label = '[a-z]([-a-z0-9]*[a-z0-9])?';
const labelKey = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${labelKey})?`;

const maxLabel = 63;
const maxSubdomain = 253;

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const expressions = {
	dns1123Label: whole(dns1123Label),
	dns1123Subdomain: whole(dns1123Subdomain),
	dns1123SubdomainWithUnderscore: whole(dns1123SubdomainWithUnderscore),
	wildcardDns1123Subdomain: whole(wildcardDns1123Subdomain),
	dns1035Label: whole(dns1035Label),
	labelKey: whole(labelKey),
	labelValue: whole(labelValue),
};

/** Says which expression a text must match, with examples of what does. */
export function regexError(message: string, expression: string, ...examples: string[]): string {
	if (examples.length === 0) {
		return `${message} (regex used for validation is '${expression}')`;
	}
	const listed = examples.map(example => `'${example}', `).join(' or ');
	return `${message} (e.g. ${listed}regex used for validation is '${expression}')`;
}

export function inclusiveRangeError(low: number, high: number): string {
	return `must be between ${low} and ${high}, inclusive`;
}

export function maxLengthError(length: number, unit: 'characters' | 'bytes' = 'characters'): string {
	return `must be no more than ${length} ${unit}`;
}

const emptyError = 'must be non-empty';

const dns1123LabelMessage =
	"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const dns1123SubdomainMessage =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const dns1123UnderscoreMessage =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character";
const wildcardDns1123Message =
	"a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
const dns1035LabelMessage =
	"a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
const labelKeyMessage =
	"must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const labelValueMessage =
	"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** A label of DNS (RFC 1123): names of namespaces, containers and volumes. */
export function isDns1123Label(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > maxLabel) {
		errors.push(maxLengthError(maxLabel));
	}
	if (!expressions.dns1123Label.test(value)) {
		errors.push(
			expressions.dns1123Subdomain.test(value)
				? 'must not contain dots'
				: regexError(dns1123LabelMessage, dns1123Label, 'my-name', '123-abc'),
		);
	}
	return errors;
}

function subdomain(value: string, unit: 'characters' | 'bytes'): string[] {
	const errors: string[] = [];
	if (byteLength(value) > maxSubdomain) {
		errors.push(maxLengthError(maxSubdomain, unit));
	}
	if (!expressions.dns1123Subdomain.test(value)) {
		errors.push(regexError(dns1123SubdomainMessage, dns1123Subdomain, 'example.com'));
	}
	return errors;
}

/** Labels with dots between them: names of most objects. */
export function isDns1123Subdomain(value: string): string[] {
	return subdomain(value, 'characters');
}

export function isDns1123SubdomainWithUnderscore(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > maxSubdomain) {
		errors.push(maxLengthError(maxSubdomain));
	}
	if (!expressions.dns1123SubdomainWithUnderscore.test(value)) {
		errors.push(regexError(dns1123UnderscoreMessage, dns1123SubdomainWithUnderscore, 'example.com'));
	}
	return errors;
}

/** All names below one: hosts of Ingresses. */
export function isWildcardDns1123Subdomain(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > maxSubdomain) {
		errors.push(maxLengthError(maxSubdomain));
	}
	if (!expressions.wildcardDns1123Subdomain.test(value)) {
		errors.push(regexError(wildcardDns1123Message, wildcardDns1123Subdomain, '*.example.com'));
	}
	return errors;
}

/** A label of DNS (RFC 1035), which begins with a letter: names of Services. */
export function isDns1035Label(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > maxLabel) {
		errors.push(maxLengthError(maxLabel));
	}
	if (!expressions.dns1035Label.test(value)) {
		errors.push(regexError(dns1035LabelMessage, dns1035Label, 'my-name', 'abc-123'));
	}
	return errors;
}

/** A name with an optional prefix, such as `example.com/tier`: keys of labels and annotations, taints, finalizers. */
export function isQualifiedName(value: string): string[] {
	const format = () => regexError(labelKeyMessage, labelKey, 'MyName', 'my.name', '123-abc');
	const errors: string[] = [];
	const parts = value.split('/');
	if (parts.length > 2) {
		return [`a valid label key ${format()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
	}
	const name = parts.at(-1)!;
	if (parts.length === 2) {
		const prefix = parts[0]!;
		const wrong = prefix === '' ? [emptyError] : subdomain(prefix, 'bytes');
		errors.push(...wrong.map(message => `prefix part ${message}`));
	}
	if (name === '') {
		errors.push(`name part ${emptyError}`);
	} else if (byteLength(name) > maxLabel) {
		errors.push(`name part ${maxLengthError(maxLabel, 'bytes')}`);
	}
	if (!expressions.labelKey.test(name)) {
		errors.push(`name part ${format()}`);
	}
	return errors;
}

export function isLabelValue(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > maxLabel) {
		errors.push(maxLengthError(maxLabel, 'bytes'));
	}
	if (!expressions.labelValue.test(value)) {
		errors.push(regexError(labelValueMessage, labelValue, 'MyValue', 'my_value', '12345'));
	}
	return errors;
}

/** What can stand as one part of a URL's path. */
export function isPathSegmentName(name: string): string[] {
	if (name === '.' || name === '..') {
		return [`may not be '${name}'`];
	}
	return ['/', '%'].filter(part => name.includes(part)).map(part => `may not contain '${part}'`);
}

export function isPortNumber(port: number): string[] {
	return isInRange(port, 1, 65535);
}

export function isInRange(value: number, low: number, high: number): string[] {
	return value >= low && value <= high ? [] : [inclusiveRangeError(low, high)];
}

/** A user's or a group's number on Linux. */
export function isUserId(id: number): string[] {
	return isInRange(id, 0, 2 ** 31 - 1);
}

/** The name of a port, by which probes and Services may call it. */
export function isPortName(port: string): string[] {
	const errors: string[] = [];
	if (byteLength(port) > 15) {
		errors.push(maxLengthError(15));
	}
	if (!/^[-a-z0-9]+$/.test(port)) {
		errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
	}
	if (!/[a-z]/.test(port)) {
		errors.push('must contain at least one letter (a-z)');
	}
	if (port.includes('--')) {
		errors.push('must not contain consecutive hyphens');
	}
	if (port.startsWith('-') || port.endsWith('-')) {
		errors.push('must not begin or end with a hyphen');
	}
	return errors;
}

export function isPercent(percent: string): string[] {
	return /^[0-9]+%$/.test(percent)
		? []
		: [regexError("a valid percent string must be a numeric string followed by an ending '%'", '[0-9]+%', '1%', '93%')];
}

export function isHttpHeaderName(value: string): string[] {
	return /^[-A-Za-z0-9]+$/.test(value)
		? []
		: [
				regexError(
					"a valid HTTP header must consist of alphanumeric characters or '-'",
					'[-A-Za-z0-9]+',
					'X-Header-Name',
				),
			];
}

/** The name of an environment variable as kubectl takes it, which is narrower than what the server takes. */
export function isCautiousEnvVarName(value: string): string[] {
	const errors: string[] = [];
	if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value)) {
		errors.push(
			regexError(
				"a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
				'[-._a-zA-Z][-._a-zA-Z0-9]*',
				'my.env-name',
				'MY_ENV.NAME',
				'MyEnvName1',
			),
		);
	}
	return [...errors, ...upwardPath(value)];
}

/** The name of an environment variable, as relaxed since Kubernetes 1.34: any printable ASCII but `=`. */
export function isEnvVarName(value: string): string[] {
	const errors: string[] = [];
	if (value === '') {
		errors.push(`environment variable name ${emptyError}`);
	}
	if (!/^[ -<>-~]*$/.test(value)) {
		errors.push("a valid environment variable name must consist only of printable ASCII characters other than '='");
	}
	return errors;
}

/** A key of a ConfigMap or a Secret, which can become the name of a file. */
export function isConfigMapKey(value: string): string[] {
	const errors: string[] = [];
	if (byteLength(value) > maxSubdomain) {
		errors.push(maxLengthError(maxSubdomain));
	}
	if (!/^[-._a-zA-Z0-9]+$/.test(value)) {
		errors.push(
			regexError(
				"a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
				'[-._a-zA-Z0-9]+',
				'key.name',
				'KEY_NAME',
				'key-name',
			),
		);
	}
	return [...errors, ...upwardPath(value)];
}

/** A name that could become that of a file must not lead out of its folder. */
function upwardPath(value: string): string[] {
	if (value === '.' || value === '..') {
		return [`must not be '${value}'`];
	}
	return value.startsWith('..') ? ["must not start with '..'"] : [];
}

/** A name check that also takes the beginning of a generated name, which may end in a dash. */
export type NameCheck = (name: string, prefix?: boolean) => string[];

// Upstream puts an "a" in place of the last two characters, not of the last one (pkg/api/validation/generic.go).
function prefixable(check: (name: string) => string[]): NameCheck {
	return (name, prefix = false) =>
		check(prefix && name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name);
}

export const nameIsDnsSubdomain = prefixable(isDns1123Subdomain);
export const nameIsDnsLabel = prefixable(isDns1123Label);
export const nameIsDns1035Label = prefixable(isDns1035Label);
