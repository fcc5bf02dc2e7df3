import {Box} from 'ink';
import type {Region} from '../layout.ts';
import type {MissionModel} from '../models/mission.ts';
import type {PanelModel} from '../models/panel.ts';
import type {Line} from '../text/line.ts';
import {Lines, Row} from './lines.tsx';

/** A mission: lesson and map, the prompt with its output, one under the other or in two columns. */
export function MissionScreen({model}: {readonly model: MissionModel}) {
	const {layout} = model;
	const work = (
		<>
			<Place region={layout.output} rows={model.output} />
			<Place region={layout.input} rows={model.input} />
		</>
	);
	return (
		<Box flexDirection="column">
			<Row content={model.header} />
			<Lines rows={model.notice} />
			{model.side ? (
				<Box>
					<Panel model={model.panel} region={layout.panel} />
					<Box flexDirection="column" marginLeft={1}>
						<Panel model={model.side} region={layout.side!} />
						{work}
					</Box>
				</Box>
			) : (
				<>
					<Panel model={model.panel} region={layout.panel} />
					{work}
				</>
			)}
			<Row content={model.footer} />
		</Box>
	);
}

function Panel({model, region}: {readonly model: PanelModel; readonly region: Region}) {
	return <Place region={region} rows={[model.top, ...model.rows, model.bottom]} />;
}

/** Rows at the top of a region; the rest of it stays empty. */
function Place({region, rows}: {readonly region: Region; readonly rows: readonly Line[]}) {
	return (
		<Box flexDirection="column" width={region.width} height={region.height} flexShrink={0}>
			<Lines rows={rows.slice(0, region.height)} />
		</Box>
	);
}
