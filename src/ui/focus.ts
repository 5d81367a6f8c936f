import { useEffect, useRef, type RefObject } from 'react';

/**
 * Takes the focus to an element: when it appears, and each time `when` changes,
 * unless that is false. With `givesBack` the focus returns to where it came from
 * once the element goes.
 */
export function useFocus< Target extends HTMLElement >(
	when: unknown,
	{ preventScroll = false, givesBack = false } = {}
): RefObject< Target > {
	const target = useRef< Target >( null );
	const opener = useRef< Element | null >( null );
	useEffect( () => {
		if ( when !== false ) {
			opener.current =
				target.current?.ownerDocument.activeElement ?? null;
			target.current?.focus( { preventScroll } );
		}
	}, [ when, preventScroll ] );
	useEffect(
		() => () => {
			if ( givesBack && opener.current instanceof HTMLElement ) {
				opener.current.focus();
			}
		},
		[ givesBack ]
	);
	return target;
}

const FOCUSABLE = ':is(button, a[href], [role="button"], input):not(:disabled)';

/**
 * A button or form that has done its work goes, and the focus would fall back to
 * the top of the page. It stays in `place` instead: at `home`, or where `lines`
 * selects several, in the line where it was or the one that took its place.
 * Checked whenever `shown` changes.
 */
export function useHeldFocus(
	place: RefObject< HTMLElement >,
	shown: unknown,
	{ home, lines }: { home?: RefObject< HTMLElement >; lines?: string }
): void {
	const hadFocus = useRef( false );
	const line = useRef( -1 );
	useEffect( () => {
		const box = place.current;
		const come = ( { target }: FocusEvent ) => {
			hadFocus.current = true;
			line.current = linesOf( box, lines ).findIndex( ( one ) =>
				one.contains( target as Node )
			);
		};
		// Where it goes to; nowhere when what had it was removed.
		const leave = ( { relatedTarget }: FocusEvent ) => {
			hadFocus.current = relatedTarget === null;
		};
		box?.addEventListener( 'focusin', come );
		box?.addEventListener( 'focusout', leave );
		return () => {
			box?.removeEventListener( 'focusin', come );
			box?.removeEventListener( 'focusout', leave );
		};
	}, [ place, lines ] );

	useEffect( () => {
		const page = place.current?.ownerDocument;
		if ( ! hadFocus.current || page?.activeElement !== page?.body ) {
			return;
		}
		const all = linesOf( place.current, lines );
		const kept =
			line.current < 0
				? home?.current
				: all[
						Math.min( line.current, all.length - 1 )
					]?.querySelector< HTMLElement >( FOCUSABLE );
		kept?.focus( { preventScroll: true } );
	}, [ place, home, lines, shown ] );
}

const linesOf = ( box: HTMLElement | null, lines?: string ): Element[] =>
	lines ? [ ...( box?.querySelectorAll( lines ) ?? [] ) ] : [];
