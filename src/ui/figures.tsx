import { ProgressBar } from '@wordpress/components';
import type { ReactNode } from 'react';
import { number } from './format';

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

type Count = { name: string; label: string; count: number; isBad?: boolean };

/** How many of each. */
export function Counts( { counts }: { counts: Count[] } ) {
	return (
		<dl className="sors-counters">
			{ counts.map( ( { name, label, count, isBad } ) => (
				<div key={ name } className={ isBad ? 'is-bad' : undefined }>
					<dt>{ label }</dt>
					<dd data-counter={ name }>{ number( count ) }</dd>
				</div>
			) ) }
		</dl>
	);
}

type ProgressProps = {
	/** What is being done, for screen readers. */
	label: string;
	done: number;
	/** Null or 0 while it is not known. */
	total: number | null;
	children: ReactNode;
};

export const percentOf = ( done: number, total: number | null ) =>
	total !== null && total > 0
		? Math.min( 100, Math.floor( ( done / total ) * 100 ) )
		: undefined;

/** How far something has got: a bar, and what the children say of it. */
export function Progress( { label, done, total, children }: ProgressProps ) {
	return (
		<>
			<ProgressBar
				className="sors-progress__bar"
				value={ percentOf( done, total ) }
				aria-label={ label }
			/>
			<p className="sors-progress__figures">{ children }</p>
		</>
	);
}

/** Read out by screen readers when it changes; not shown. */
export const LiveText = ( { text }: { text: string } ) => (
	<div className="screen-reader-text" role="status" aria-live="polite">
		{ text }
	</div>
);

type EndTextProps = { isOver: boolean; children: ReactNode };

/** Read out by screen readers once it is over: before, each reading of it has other figures. */
export const EndText = ( { isOver, children }: EndTextProps ) => (
	<div>
		{ ! isOver && children }
		<div role="status">{ isOver && children }</div>
	</div>
);
