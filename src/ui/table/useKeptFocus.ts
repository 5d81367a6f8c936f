import { useEffect, useRef, type RefObject } from 'react';

/**
 * A button that has done its work may go from its line, and the keyboard would
 * fall back to the top of the page. It stays in that line instead, or in the
 * one that took its place.
 */
export function useKeptFocus(
	place: RefObject< HTMLElement >,
	items: unknown
): void {
	const line = useRef< number >( -1 );
	useEffect( () => {
		const page = place.current?.ownerDocument;
		// Also of what is elsewhere: from there it is not the table's to keep.
		const note = ( event: FocusEvent ) => {
			line.current = lines( place.current ).findIndex( ( one ) =>
				one.contains( event.target as Node )
			);
		};
		page?.addEventListener( 'focusin', note );
		return () => page?.removeEventListener( 'focusin', note );
	}, [ place ] );

	useEffect( () => {
		const page = place.current?.ownerDocument;
		const isLost = page?.activeElement === page?.body;
		if ( ! isLost || line.current < 0 ) {
			return;
		}
		const all = lines( place.current );
		const at = all[ Math.min( line.current, all.length - 1 ) ];
		at?.querySelector< HTMLElement >( FOCUSABLE )?.focus( {
			preventScroll: true,
		} );
	}, [ place, items ] );
}

const FOCUSABLE = ':is(button, a[href], [role="button"], input):not(:disabled)';

const lines = ( box: HTMLElement | null ): Element[] => [
	...( box?.querySelectorAll( 'tbody tr, [role="grid"] [role="row"]' ) ??
		[] ),
];
