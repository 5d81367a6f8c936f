import { useSyncExternalStore } from 'react';

/** How far the first run has come: the page is told when it is made. */
type Stage = 'new' | 'begun' | 'finished';

const page = () => document.getElementById( 'sors-api-app' );

const listeners = new Set< () => void >();

const stage = (): Stage =>
	( page()?.dataset.setup as Stage | undefined ) ?? 'finished';

export function noteFirstRunStage( now: Stage ): void {
	page()?.setAttribute( 'data-setup', now );
	listeners.forEach( ( tell ) => tell() );
}

function subscribe( changed: () => void ): () => void {
	listeners.add( changed );
	return () => listeners.delete( changed );
}

export const useFirstRunStage = (): Stage =>
	useSyncExternalStore( subscribe, stage );
