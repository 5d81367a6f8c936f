import { useEffect, useRef } from '@wordpress/element';

/** Acts once each time `isDue` comes true, whatever else changes meanwhile. */
export function useWhen( isDue: boolean, act: () => void ): void {
	const latest = useRef( act );
	latest.current = act;
	useEffect( () => {
		if ( isDue ) {
			latest.current();
		}
	}, [ isDue ] );
}
