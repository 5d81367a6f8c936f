import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Card, CardBody, CardHeader, Notice } from '@wordpress/components';
import { useEffect, useRef, useState } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import { tell } from '../../../api/client';
import { yearChangeQuery } from '../../../api/year-change';
import type { YearChange as Answer } from '../../../contract/rest/year-change';
import { param } from '../../../ui/navigation';
import { Problem } from '../../../ui/Problem';
import { Former } from './Former';
import { Proposal } from './Proposal';

/** The move into a new financial year's database: there only when there is one to make, or to finish. */
export function YearChange( { onMoved }: { onMoved: () => void } ) {
	const client = useQueryClient();
	const { data: value, error, refetch } = useQuery( yearChangeQuery );
	const show = ( answer: Answer ) => tell( client, yearChangeQuery, answer );
	const [ movedTo, setMovedTo ] = useState( '' );
	const heading = useRef< HTMLHeadingElement >( null );
	const isShown =
		value !== undefined &&
		( value.proposal !== null ||
			value.former.some( ( { openDocuments } ) => openDocuments > 0 ) );
	const isAskedFor = param( 'show' ) === 'year-change';
	useEffect( () => {
		if ( isShown && ( isAskedFor || movedTo !== '' ) ) {
			heading.current?.focus();
			heading.current?.scrollIntoView( { block: 'start' } );
		}
	}, [ isShown, isAskedFor, movedTo ] );

	if ( ! isShown ) {
		// Whoever came for it hears why it is not there; to others it is no news.
		return isAskedFor && error ? (
			<Problem error={ error } onRetry={ refetch } />
		) : (
			movedTo !== '' && (
				<Notice status="success" isDismissible={ false }>
					{ movedText( movedTo ) }
				</Notice>
			)
		);
	}
	const moved = ( answer: Answer ) => {
		show( answer );
		setMovedTo( answer.current );
		onMoved();
	};
	return (
		<Card
			className="sors-year"
			size="small"
			role="region"
			aria-label={ title( value ) }
		>
			<CardHeader>
				<h2 ref={ heading } tabIndex={ -1 }>
					{ title( value ) }
				</h2>
			</CardHeader>
			<CardBody>
				{ movedTo && <p role="status">{ movedText( movedTo ) }</p> }
				{ value.proposal && (
					<Proposal
						current={ value.current }
						proposal={ value.proposal }
						onMoved={ moved }
					/>
				) }
				<Former former={ value.former } onAnswer={ show } />
			</CardBody>
		</Card>
	);
}

function title( { proposal }: Answer ): string {
	if ( proposal === null ) {
		return __( 'Documents of the former year', 'sors-api-for-woocommerce' );
	}
	return sprintf(
		/* translators: %s: name of a database */
		__( 'A new year: move to %s', 'sors-api-for-woocommerce' ),
		proposal.database.name
	);
}

const movedText = ( database: string ): string =>
	sprintf(
		/* translators: %s: name of a database */
		__( 'The shop works with %s now.', 'sors-api-for-woocommerce' ),
		database
	);
