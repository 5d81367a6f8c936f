import { useSyncExternalStore } from 'react';

/** Where wp-admin itself turns to its layout for phones. */
const NARROW = '(max-width: 782px)';

const query = ( text: string ) => window.matchMedia( text );

/** Whether the window is narrower than `media` says; follows it when it is resized. */
export const useIsNarrow = ( media = NARROW ): boolean =>
	useSyncExternalStore(
		( changed ) => {
			const list = query( media );
			list.addEventListener( 'change', changed );
			return () => list.removeEventListener( 'change', changed );
		},
		() => query( media ).matches
	);
