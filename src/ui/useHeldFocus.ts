import { useEffect, useRef, type RefObject } from 'react';

/**
 * A button or form that has done its work goes, and the keyboard must not go
 * with it: it stays in `place`, at `home`. Looked at whenever `shown` changes.
 */
export function useHeldFocus(
	place: RefObject< HTMLElement >,
	home: RefObject< HTMLElement >,
	shown: unknown
): void {
	const hadFocus = useRef( false );
	useEffect( () => {
		const box = place.current;
		const come = () => ( hadFocus.current = true );
		// Where it goes to; nowhere when what had it is gone.
		const leave = ( { relatedTarget }: FocusEvent ) =>
			( hadFocus.current = relatedTarget === null );
		box?.addEventListener( 'focusin', come );
		box?.addEventListener( 'focusout', leave );
		return () => {
			box?.removeEventListener( 'focusin', come );
			box?.removeEventListener( 'focusout', leave );
		};
	}, [ place ] );

	useEffect( () => {
		const page = home.current?.ownerDocument;
		if ( hadFocus.current && page?.activeElement === page?.body ) {
			home.current?.focus( { preventScroll: true } );
		}
	}, [ home, shown ] );
}
