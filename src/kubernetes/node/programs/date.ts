/** `date` and `strftime`, always in UTC as containers are. */

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];

/** @param instant milliseconds since 1970 */
export function formatDate(instant: number, format: string): string {
	const date = new Date(instant);
	const two = (value: number) => String(value).padStart(2, '0');
	const day = days[date.getUTCDay()]!;
	const month = months[date.getUTCMonth()]!;
	return format.replace(/%(.)/g, (all, letter: string) => {
		switch (letter) {
			case 'a':
				return day.slice(0, 3);
			case 'A':
				return day;
			case 'b':
			case 'h':
				return month.slice(0, 3);
			case 'B':
				return month;
			case 'd':
				return two(date.getUTCDate());
			case 'e':
				return String(date.getUTCDate()).padStart(2);
			case 'D':
				return `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${two(date.getUTCFullYear() % 100)}`;
			case 'F':
				return date.toISOString().slice(0, 10);
			case 'H':
				return two(date.getUTCHours());
			case 'I':
				return two(date.getUTCHours() % 12 || 12);
			case 'j':
				return String(Math.floor((instant - Date.UTC(date.getUTCFullYear(), 0)) / 86_400_000) + 1).padStart(3, '0');
			case 'm':
				return two(date.getUTCMonth() + 1);
			case 'M':
				return two(date.getUTCMinutes());
			case 'N':
				return String(date.getUTCMilliseconds() * 1_000_000).padStart(9, '0');
			case 'n':
				return '\n';
			case 'p':
				return date.getUTCHours() < 12 ? 'AM' : 'PM';
			case 'R':
				return date.toISOString().slice(11, 16);
			case 's':
				return String(Math.floor(instant / 1000));
			case 'S':
				return two(date.getUTCSeconds());
			case 'T':
				return date.toISOString().slice(11, 19);
			case 'u':
				return String(date.getUTCDay() || 7);
			case 'w':
				return String(date.getUTCDay());
			case 'y':
				return two(date.getUTCFullYear() % 100);
			case 'Y':
				return String(date.getUTCFullYear());
			case 'z':
				return '+0000';
			case 'Z':
				return 'UTC';
			case '%':
				return '%';
			default:
				return all;
		}
	});
}
