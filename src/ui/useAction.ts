import { useCallback, useRef, useState } from 'react';

export type Action = {
	/** Name of what is under way; null = nothing. */
	busy: string | null;
	error: unknown;
	clear: () => void;
	/** Does one thing at a time: a second press while busy is ignored. False where it was, or failed. */
	run: ( name: string, work: () => Promise< void > ) => Promise< boolean >;
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
				return false;
			}
			isBusy.current = true;
			setBusy( name );
			setError( null );
			try {
				await work();
				return true;
			} catch ( thrown ) {
				setError( thrown );
				return false;
			} finally {
				isBusy.current = false;
				setBusy( null );
			}
		}, [] ),
	};
}
