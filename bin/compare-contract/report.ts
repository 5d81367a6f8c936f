/** A comparison in words. */
import { hasDifferences } from './compare';
import type { Comparison, Finding, OperationResult } from './findings';

function sentence( { kind, name, ours, found }: Finding ): string {
	const meant = ours && ours !== name ? ` (${ ours })` : '';
	switch ( kind ) {
		case 'missing':
			return `${ name }${ meant }${ found ? `; the collection has ${ found }` : '' }`;
		case 'renamed':
			return `${ name }${ meant } -> ${ found }?`;
		case 'extra':
			return name;
		case 'form':
			return `${ name }${ meant } is written ${ found }`;
		case 'unchecked':
			return `${ name }: no example`;
	}
}

function lines( findings: readonly Finding[] ): string[] {
	return findings.map(
		( finding ) =>
			`  ${ finding.where.padEnd( 9 ) } ${ finding.kind.padEnd( 9 ) } ${ sentence( finding ) }`
	);
}

function operationLines( result: OperationResult ): string[] {
	const { operation, address, requests, optional, findings } = result;
	const title = `${ operation }  ${ address }`;
	if ( ! findings.length ) {
		return [ `${ title }  identical` ];
	}
	if ( ! requests.length ) {
		return [
			`${ title }  missing${ optional ? ' (optional: the plugin can do without)' : '' }`,
		];
	}
	return [
		`${ title }  <- ${ requests.join( '; ' ) }`,
		...lines( findings ),
	];
}

export function report( comparison: Comparison ): string {
	const { collection, requests, general, operations, extra } = comparison;
	const identical = operations.filter(
		( { findings } ) => ! findings.length
	).length;
	const missing = operations.filter(
		( result ) => ! result.requests.length
	).length;
	return [
		`Contract compared with "${ collection }" (${ requests } requests)`,
		'',
		...( general.length ? [ 'In general', ...lines( general ), '' ] : [] ),
		...operations.flatMap( ( result ) => [
			...operationLines( result ),
			'',
		] ),
		...( extra.length
			? [
					'Only in the collection',
					...extra.map(
						( { address, names } ) =>
							`  ${ address }  ${ names.join( '; ' ) }`
					),
					'',
				]
			: [] ),
		hasDifferences( comparison )
			? `${ operations.length } operations: ${ identical } identical, ${ operations.length - identical - missing } differ, ${ missing } missing; ${ extra.length } only in the collection.`
			: `${ operations.length } operations, all identical.`,
	].join( '\n' );
}
