import { useEffect, useRef, type ReactNode } from 'react';

/**
 * Title of a screen. Whoever comes to it by a link inside the app lands on the
 * title, as on a new page; at first the focus stays where the browser put it.
 */
let isFirst = true;

export function Heading( { children }: { children: ReactNode } ) {
	const title = useRef< HTMLHeadingElement >( null );
	useEffect( () => {
		if ( ! isFirst ) {
			title.current?.focus( { preventScroll: true } );
		}
		isFirst = false;
	}, [] );
	return (
		<h1 className="sors-heading" ref={ title } tabIndex={ -1 }>
			{ children }
		</h1>
	);
}
