import {
	useCallback,
	useLayoutEffect,
	useRef,
	useState,
} from '@wordpress/element';

export type Loaded< Value > = {
	/** Undefined until the first answer; kept while it is loaded again. */
	value: Value | undefined;
	error: unknown;
	isLoading: boolean;
	reload: () => void;
	/** Loads again unless it is loading: a slow answer is waited for, not asked for ever anew. */
	lookAgain: () => void;
	/** For what another answer has told already. */
	setValue: ( value: Value ) => void;
	/** For what another answer has told of a part of it. */
	update: ( change: ( value: Value ) => Value ) => void;
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
	const underWay = useRef< AbortController | null >( null );

	// Before the first picture: an answer that came with the page needs no skeleton.
	useLayoutEffect( () => {
		const controller = new AbortController();
		underWay.current = controller;
		const { signal } = controller;
		setLoading( true );
		const end = ( thrown: unknown ) => {
			underWay.current = null;
			setError( thrown );
			setLoading( false );
		};
		load( signal ).then(
			( answer ) => {
				if ( ! signal.aborted ) {
					setValue( answer );
					end( null );
				}
			},
			( thrown: unknown ) => {
				if ( ! signal.aborted ) {
					end( thrown );
				}
			}
		);
		return () => controller.abort();
	}, [ load, version, turn ] );

	const reload = useCallback( () => setTurn( ( last ) => last + 1 ), [] );
	return {
		value,
		error,
		isLoading,
		reload,
		lookAgain: useCallback( () => {
			if ( underWay.current === null ) {
				reload();
			}
		}, [ reload ] ),
		setValue: useCallback( ( told: Value ) => {
			// An answer under way may be older than this.
			underWay.current?.abort();
			underWay.current = null;
			setLoading( false );
			setError( null );
			setValue( () => told );
		}, [] ),
		update: useCallback(
			( change: ( value: Value ) => Value ) => {
				setValue( ( last ) =>
					last === undefined ? last : change( last )
				);
				// An answer under way may be older than this, and may answer another question.
				if ( underWay.current !== null ) {
					reload();
				}
			},
			[ reload ]
		),
	};
}
