import { useMemo, useSyncExternalStore } from 'react';
import type { Run } from '../contract/rest/runs';

type Which = Pick< Run, 'id' | 'createdAt' >;

/** Shops of one network share the browser's storage, and their runs have the same numbers. */
const keyOf = ( { id, createdAt }: Which ) =>
	`sors-api-left-out-${ id }-${ createdAt }`;

/** What the browser's storage did not take: forbidden or full. */
const unstored = new Map< string, string >();

const listeners = new Set< () => void >();

function subscribe( changed: () => void ): () => void {
	listeners.add( changed );
	return () => listeners.delete( changed );
}

function read( key: string ): string {
	try {
		return (
			unstored.get( key ) ?? window.sessionStorage.getItem( key ) ?? ''
		);
	} catch {
		return '';
	}
}

/** Notes which new products of a waiting run are not to be made; none once the run is decided. */
export function leaveOut( run: Which, items: number[] ): void {
	const key = keyOf( run );
	const text = items.join( ',' );
	unstored.delete( key );
	try {
		if ( text === '' ) {
			window.sessionStorage.removeItem( key );
		} else {
			window.sessionStorage.setItem( key, text );
		}
	} catch {
		unstored.set( key, text );
	}
	listeners.forEach( ( tell ) => tell() );
}

/** New products that a person left out of a waiting run, on whichever screen, also before a reload. */
export function useLeftOut( run: Which | null | undefined ): number[] {
	const text = useSyncExternalStore( subscribe, () =>
		run ? read( keyOf( run ) ) : ''
	);
	return useMemo(
		() => ( text === '' ? [] : text.split( ',' ).map( Number ) ),
		[ text ]
	);
}
