import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { foundDocumentsQuery, type ChosenDocument } from '../../api/orders';
import type { FoundDocument } from '../../contract/rest/orders';
import { LONGEST_CODE } from '../../contract/rest/scalars';
import { Button, TextControl } from '../../ui/controls';
import { useFocus } from '../../ui/focus';
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
	if ( isPending ) {
		return <Skeleton lines={ 2 } />;
	}
	return data && data.items.length > 0 ? (
		<Found items={ data.items } isBusy={ isBusy } onChoose={ onChoose } />
	) : (
		<>
			<Problem error={ error } onRetry={ () => void refetch() } />
			<Typed
				isKnown={ data !== undefined }
				isBusy={ isBusy }
				onChoose={ onChoose }
			/>
		</>
	);
}

type FoundProps = Omit< ChoiceProps, 'entryId' > & { items: FoundDocument[] };

/** The list takes the focus and none of its buttons: a key pressed twice must not choose. */
function Found( { items, isBusy, onChoose }: FoundProps ) {
	const list = useFocus< HTMLUListElement >( true );
	return (
		<ul
			ref={ list }
			tabIndex={ -1 }
			className="sors-lines"
			aria-label={ __( 'Document in SORS', 'sors-api-for-woocommerce' ) }
		>
			{ items.map( ( document ) => (
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

type TypedProps = Omit< ChoiceProps, 'entryId' > & {
	/** That SORS shows none; else it could not be asked. */
	isKnown: boolean;
};

function Typed( { isKnown, isBusy, onChoose }: TypedProps ) {
	const [ typed, setTyped ] = useState( '' );
	const form = useRef< HTMLFormElement >( null );
	useEffect( () => form.current?.querySelector( 'input' )?.focus(), [] );
	const number = typed.trim();
	const choose = ( event: FormEvent ) => {
		event.preventDefault();
		onChoose( { id: null, number } );
	};
	return (
		<form ref={ form } className="sors-form" onSubmit={ choose }>
			<TextControl
				label={ __(
					'Number of the document',
					'sors-api-for-woocommerce'
				) }
				help={
					isKnown &&
					__(
						'SORS shows no document of this order. Enter the number as it stands there.',
						'sors-api-for-woocommerce'
					)
				}
				value={ typed }
				onChange={ setTyped }
				maxLength={ LONGEST_CODE }
			/>
			<div>
				<Button
					variant="secondary"
					type="submit"
					disabled={ isBusy || number === '' }
					accessibleWhenDisabled
				>
					{ __( 'It is this document', 'sors-api-for-woocommerce' ) }
				</Button>
			</div>
		</form>
	);
}

const nameOf = ( { id, number }: FoundDocument ): string => number ?? id ?? '';
