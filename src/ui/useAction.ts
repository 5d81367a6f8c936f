import { useCallback, useRef, useState } from 'react';

export type Action = {
	/** Name of what is under way; null = nothing. */
	busy: string | null;
	error: unknown;
	clear: () => void;
	/** Does one thing at a time: a second press while busy is ignored. */
	run: ( name: string, work: () => Promise< void > ) => Promise< void >;
};

/** What a press of a button sets off: busy at once, its error kept. */
export function useAction(): Action {
	const [ busy, setBusy ] = useState< string | null >( null );
	const [ error, setError ] = useState< unknown >( null );
	const isBusy = useRef( false );
	return {
		busy,
		error,
		clear: useCallback( () => setError( null ), [] ),
		run: useCallback( async ( name, work ) => {
			if ( isBusy.current ) {
				return;
			}
			isBusy.current = true;
			setBusy( name );
			setError( null );
			try {
				await work();
			} catch ( thrown ) {
				setError( thrown );
			} finally {
				isBusy.current = false;
				setBusy( null );
			}
		}, [] ),
	};
}
