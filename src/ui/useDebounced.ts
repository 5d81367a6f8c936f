import { useEffect, useState } from 'react';

/** The value once it has been still for a while: one request per word, not per letter. */
export function useDebounced< Value >( value: Value, delay = 300 ): Value {
	const [ still, setStill ] = useState( value );
	useEffect( () => {
		const timer = window.setTimeout( () => setStill( value ), delay );
		return () => window.clearTimeout( timer );
	}, [ value, delay ] );
	return still;
}
