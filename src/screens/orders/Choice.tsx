import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { foundDocumentsQuery, type ChosenDocument } from '../../api/orders';
import type { FoundDocument } from '../../contract/rest/orders';
import { LONGEST_CODE } from '../../contract/rest/scalars';
import { Button, TextControl } from '../../ui/controls';
import { Skeleton } from '../../ui/Loading';
import { Problem } from '../../ui/Problem';

type ChoiceProps = {
	entryId: number;
	isBusy: boolean;
	onChoose: ( document: ChosenDocument ) => void;
};

/** The documents that SORS has to choose from; only where it shows none is a number typed. */
export function Choice( { entryId, isBusy, onChoose }: ChoiceProps ) {
	const { data, error, isPending, refetch } = useQuery(
		foundDocumentsQuery( entryId )
	);
	const [ typed, setTyped ] = useState( '' );
	if ( isPending ) {
		return <Skeleton lines={ 2 } />;
	}
	if ( data && data.items.length > 0 ) {
		return (
			<ul className="sors-lines">
				{ data.items.map( ( document ) => (
					<li key={ nameOf( document ) }>
						<span>{ document.about }</span>
						<Button
							variant="secondary"
							disabled={ isBusy }
							accessibleWhenDisabled
							onClick={ () =>
								onChoose( {
									id: document.id,
									number: document.number,
								} )
							}
						>
							{ nameOf( document ) }
						</Button>
					</li>
				) ) }
			</ul>
		);
	}
	const number = typed.trim();
	return (
		<>
			<Problem error={ error } onRetry={ () => void refetch() } />
			<TextControl
				label={ __(
					'Number of the document',
					'sors-api-for-woocommerce'
				) }
				help={
					data &&
					__(
						'SORS shows no document of this order. Enter the number as it stands there.',
						'sors-api-for-woocommerce'
					)
				}
				value={ typed }
				onChange={ setTyped }
				maxLength={ LONGEST_CODE }
			/>
			<Button
				variant="secondary"
				disabled={ isBusy || number === '' }
				accessibleWhenDisabled
				onClick={ () => onChoose( { id: null, number } ) }
			>
				{ __( 'It is this document', 'sors-api-for-woocommerce' ) }
			</Button>
		</>
	);
}

const nameOf = ( { id, number }: FoundDocument ): string => number ?? id ?? '';
