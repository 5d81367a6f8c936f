/** What is kept of a soak. */
import { readResult, writeResult } from '../report/kept';
import type { Point } from './point';

export interface End {
	/** With exactly one open document. */
	sent: number;
	/** Without, and a person is asked about them. */
	asked: number;
	wrong: string[];
}

export interface Soak {
	plugin: string;
	under: string;
	seconds: number;
	days: number;
	/** Days for which bodies are kept. */
	retention: number;
	orders: number;
	runs: number;
	requests: number;
	/** Fate -> requests that it met. */
	failed: Record< string, number >;
	/** Seconds of this machine, by what they went into. */
	spent: Record< string, number >;
	points: Point[];
	end: End;
}

const NAME = 'soak';

export const readSoak = () => readResult< Soak >( NAME );
export const writeSoak = ( soak: Soak ) => writeResult( NAME, soak );
