import { useCallback, useEffect, useRef, useState } from '@wordpress/element';

export type Loaded< Value > = {
	/** Undefined until the first answer; kept while it is loaded again. */
	value: Value | undefined;
	error: unknown;
	isLoading: boolean;
	reload: () => void;
	/** For what another answer has told already. */
	setValue: ( value: Value ) => void;
};

/**
 * Loads at once and whenever `load` changes (so it must be memoised), or
 * `version`: what tells that the same question has another answer by now.
 * Answers of a former `load` are aborted and never shown.
 */
export function useLoad< Value >(
	load: ( signal: AbortSignal ) => Promise< Value >,
	version: string = ''
): Loaded< Value > {
	const [ value, setValue ] = useState< Value >();
	const [ error, setError ] = useState< unknown >( null );
	const [ isLoading, setLoading ] = useState( true );
	const [ turn, setTurn ] = useState( 0 );
	const abort = useRef< AbortController >();

	useEffect( () => {
		const controller = new AbortController();
		abort.current = controller;
		const { signal } = controller;
		setLoading( true );
		load( signal ).then(
			( answer ) => {
				if ( ! signal.aborted ) {
					setValue( answer );
					setError( null );
					setLoading( false );
				}
			},
			( thrown: unknown ) => {
				if ( ! signal.aborted ) {
					setError( thrown );
					setLoading( false );
				}
			}
		);
		return () => controller.abort();
	}, [ load, version, turn ] );

	return {
		value,
		error,
		isLoading,
		reload: useCallback( () => setTurn( ( last ) => last + 1 ), [] ),
		setValue: useCallback( ( told: Value ) => {
			// An answer under way may be older than this.
			abort.current?.abort();
			setLoading( false );
			setError( null );
			setValue( () => told );
		}, [] ),
	};
}
