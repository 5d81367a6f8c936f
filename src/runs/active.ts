import type { RunState } from '../contract/rest/runs';

/** By itself, without i18n: the box on the product needs no more of a run. */
export const isActive = ( state: RunState ): boolean =>
	state === 'queued' || state === 'reading' || state === 'applying';
