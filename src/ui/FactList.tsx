import type { ReactNode } from 'react';

/** Names and values; what has no value is left out. */
export function FactList( { facts }: { facts: [ string, ReactNode ][] } ) {
	return (
		<dl className="sors-facts">
			{ facts
				.filter( ( [ , value ] ) => value )
				.map( ( [ name, value ] ) => (
					<div key={ name }>
						<dt>{ name }</dt>
						<dd>{ value }</dd>
					</div>
				) ) }
		</dl>
	);
}
