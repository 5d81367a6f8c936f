/** What is kept of the matrix: each operation with each thing that may go wrong with it. */
import { FATE_NAMES, type FateName } from '../faults/catalog';

export const KILLS = [
	'killed before it left',
	'killed, SORS did it',
	'killed before the answer is stored',
	'killed after the answer is stored',
] as const;
export type KillName = ( typeof KILLS )[ number ];

export type Trouble = 'answered' | FateName | KillName;

/** What is seen at one moment. */
export interface Glance {
	/** Of the entry, the run or the answer; with its error code. */
	state: string;
	/** Whether a person has to decide. */
	isAsked: boolean;
}

export interface Cell {
	operation: string;
	trouble: Trouble;
	after: Glance;
	rest: Glance;
	/** What does not hold. */
	wrong: string[];
}

export interface Matrix {
	/** Of which plugin it was seen. */
	plugin: string;
	under: string;
	seconds: number;
	cells: Cell[];
	/** Operations whose answer is not stored, so that two of the deaths cannot be told apart. */
	notStored: string[];
}

/** A question changes nothing in SORS: whether it was carried out there makes no difference. */
const CARRIED_OUT = /done|cut after|cut in the answer|SORS did it/;

const changes = ( operation: string ): boolean =>
	/^(create|cancel)/.test( operation );

export function troublesOf( operation: string ): Trouble[] {
	const all: Trouble[] = [ 'answered', ...FATE_NAMES, ...KILLS ];
	return changes( operation )
		? all
		: all.filter(
				( trouble ) =>
					! CARRIED_OUT.test( trouble ) ||
					trouble === 'silence, not done'
			);
}
