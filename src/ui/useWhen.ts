import { useEffect, useRef } from 'react';

/** Acts once each time `isDue` comes true, whatever else changes meanwhile. */
export function useWhen( isDue: boolean, act: () => void ): void {
	const latest = useRef( act );
	useEffect( () => {
		latest.current = act;
	} );
	useEffect( () => {
		if ( isDue ) {
			latest.current();
		}
	}, [ isDue ] );
}
