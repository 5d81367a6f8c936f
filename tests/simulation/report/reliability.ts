/** docs/reliability.md, from all that was kept. */
import type { Kept } from '../controller/campaign';
import type { Matrix } from '../matrix/cells';
import type { Soak } from '../soak/kept';
import { campaignSection } from './campaign';
import { matrixSection } from './matrix';
import { mutantsSection, type Mutants } from './mutants';
import { PROMISES } from './promises';
import { soakSection } from './soak';
import type { Speed } from './stand-in';

/** Null where there are none yet. */
export interface Results {
	campaign: Kept;
	matrix: Matrix | null;
	mutants: Mutants | null;
	soak: Soak | null;
	/** Of campaigns on the stand-in. */
	standIn: Speed | null;
}

export interface Edition {
	version: string;
	day: string;
	/** Names the plugin as it is now. */
	plugin: string;
}

export function reliability(
	{ campaign, matrix, mutants, soak, standIn }: Results,
	{ version, day, plugin }: Edition
): string {
	const under = [ campaign, matrix, soak ].find( ( each ) => each?.under );
	return [
		'# Reliability',
		'',
		`Written by \`npm run simulate -- --write\` on ${ day }, version ${ version }${ under ? `: ${ under.under }` : '' }. No measured figure is typed: they come from the files in [docs/reliability](reliability), and those of the promises from the plugin’s own constants. What the simulation does and checks: [tests/simulation](../tests/simulation/README.md).`,
		'',
		...PROMISES,
		...campaignSection( campaign, plugin, standIn ),
		...mutantsSection( mutants, plugin ),
		...soakSection( soak, plugin ),
		...matrixSection( matrix, plugin ),
	].join( '\n' );
}
