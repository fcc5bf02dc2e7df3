import {Box, Text} from 'ink';
import {createContext, memo, useContext} from 'react';
import type {Line} from '../text/line.ts';
import {toAscii} from '../text/theme.ts';

/** Whether only ASCII may be drawn. */
export const AsciiContext = createContext(false);

/** One row of styled text. Rows have their width already; nothing is wrapped or cut here. */
export const Row = memo(function Row({content}: {readonly content: Line}) {
	const ascii = useContext(AsciiContext);
	if (content.length === 0) {
		return <Text> </Text>;
	}
	return (
		<Text wrap="truncate">
			{content.map(({text, style}, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: spans have no other identity
				<Text key={index} {...inkStyle(style)}>
					{ascii ? toAscii(text) : text}
				</Text>
			))}
		</Text>
	);
});

function inkStyle(style: Line[number]['style'] = {}) {
	const {dim, ...rest} = style;
	return dim ? {...rest, dimColor: true} : rest;
}

/** Rows one under the other. */
export function Lines({rows}: {readonly rows: readonly Line[]}) {
	return (
		<Box flexDirection="column">
			{rows.map((content, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: rows are places on the screen
				<Row key={index} content={content} />
			))}
		</Box>
	);
}
