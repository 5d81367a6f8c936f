/** The contract and a collection, operation by operation and field by field. */
import { OPERATIONS } from '../../src/contract/sors/contract';
import type {
	Operation,
	OperationName,
	SorsContract,
} from '../../src/contract/sors/contract';
import { compareAnswers, compareFields } from './answers';
import { endpointsOf } from './endpoints';
import type { Endpoint } from './endpoints';
import { expectedBody, expectedQuery } from './expected';
import { compareNames } from './findings';
import type { Comparison, Finding, OperationResult } from './findings';
import { compareGeneral, hoist, USUAL_HEADERS } from './general';
import { address, matchPlaces, relative } from './match';
import type { Place } from './match';
import type { PostmanCollection } from './postman';
import { compareRefusals } from './refusals';

function compareRequest(
	contract: SorsContract,
	place: Place,
	name: OperationName,
	endpoint: Endpoint
): Finding[] {
	const operation = contract.operations[ name ] as Operation;
	const findings: Finding[] = [];
	if ( place.guessed ) {
		const found = address(
			endpoint.method,
			relative( contract, endpoint )
		);
		findings.push( {
			kind: 'renamed',
			where: 'path',
			name: address( place.method, place.segments ),
			found,
		} );
	}
	// What a sister on the same path knows is no extra.
	const sisters = place.operations
		.filter( ( each ) => each !== name )
		.map( ( each ) => contract.operations[ each ] as Operation );
	const sisterQuery = sisters.flatMap( ( sister ) => [
		...expectedQuery( contract, sister ).keys(),
	] );
	const expected = expectedQuery( contract, operation );
	const query = [ ...endpoint.query ].filter(
		( each ) => expected.has( each ) || ! sisterQuery.includes( each )
	);
	findings.push( ...compareNames( 'query', expected, query ) );
	const { database } = contract;
	if ( database.in === 'header' && operation.database !== false ) {
		const headers = [ ...endpoint.headers.keys() ].filter(
			( header ) =>
				! USUAL_HEADERS.test( header ) &&
				header.toLowerCase() !== contract.auth.header.toLowerCase()
		);
		const lower = new Map( [
			[ database.name.toLowerCase(), 'database' ],
		] );
		findings.push(
			...compareNames(
				'header',
				lower,
				headers.map( ( header ) => header.toLowerCase() )
			)
		);
	}
	const fields = expectedBody( contract, name, operation );
	if ( fields.length && ! endpoint.bodies.length ) {
		findings.push( {
			kind: 'unchecked',
			where: 'body',
			name: operation.body ?? 'body',
		} );
	} else if ( fields.length || endpoint.bodies.length ) {
		findings.push(
			...compareFields( contract, 'body', fields, endpoint.bodies )
		);
	}
	findings.push(
		...( endpoint.answers.length
			? compareAnswers( contract, operation, sisters, endpoint.answers )
			: [
					{
						kind: 'unchecked',
						where: 'answer',
						name: operation.returns,
					} as const,
				] )
	);
	if ( endpoint.refusals.length ) {
		findings.push(
			...compareRefusals( contract, operation, endpoint.refusals )
		);
	}
	return findings;
}

export function compare(
	contract: SorsContract,
	collection: PostmanCollection
): Comparison {
	const endpoints = endpointsOf( collection );
	const places = matchPlaces( contract, endpoints );
	const operations = places.flatMap( ( place ) =>
		place.operations.map( ( name ): OperationResult => {
			const { endpoint } = place;
			const { optional } = OPERATIONS[ name ];
			return {
				operation: name,
				address: address( place.method, place.segments ),
				optional,
				requests: endpoint?.names ?? [],
				findings: endpoint
					? compareRequest( contract, place, name, endpoint )
					: [
							{
								kind: 'missing',
								where: 'operation',
								name: address( place.method, place.segments ),
								ours: name,
							},
						],
			};
		} )
	);
	const general = [
		...compareGeneral( contract, endpoints ),
		...hoist( operations ),
	];
	return {
		collection: collection.info.name,
		requests: endpoints.reduce(
			( sum, { names } ) => sum + names.length,
			0
		),
		general,
		operations,
		extra: endpoints
			.filter(
				( endpoint ) =>
					! places.some( ( place ) => place.endpoint === endpoint )
			)
			.map( ( endpoint ) => ( {
				address: address(
					endpoint.method,
					relative( contract, endpoint )
				),
				names: endpoint.names,
			} ) ),
	};
}

export function hasDifferences( {
	general,
	operations,
	extra,
}: Comparison ): boolean {
	return (
		general.length > 0 ||
		extra.length > 0 ||
		operations.some( ( { findings } ) => findings.length > 0 )
	);
}
