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
	/** Beside what SORS shows, too: it may be none of these. An uncertain one is chosen. */
	mayType: boolean;
	onChoose: ( document: ChosenDocument ) => void;
};

/** The documents that SORS has to choose from; a number is typed where it shows none, or not the right one. */
export function Choice( { entryId, isBusy, mayType, onChoose }: ChoiceProps ) {
	const { data, error, isPending, refetch } = useQuery(
		foundDocumentsQuery( entryId )
	);
	if ( isPending ) {
		return <Skeleton lines={ 2 } />;
	}
	const isFound = data !== undefined && data.items.length > 0;
	return (
		<>
			{ isFound && (
				<Found
					items={ data.items }
					isBusy={ isBusy }
					onChoose={ onChoose }
				/>
			) }
			<Problem error={ error } onRetry={ () => void refetch() } />
			{ ( mayType || ! isFound ) && (
				<Typed
					found={ data?.items.length ?? null }
					isBusy={ isBusy }
					onChoose={ onChoose }
				/>
			) }
		</>
	);
}

type Chooser = Pick< ChoiceProps, 'isBusy' | 'onChoose' >;

type FoundProps = Chooser & { items: FoundDocument[] };

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

type TypedProps = Chooser & {
	/** How many SORS shows; null where it could not be asked. */
	found: number | null;
};

function Typed( { found, isBusy, onChoose }: TypedProps ) {
	const [ typed, setTyped ] = useState( '' );
	const form = useRef< HTMLFormElement >( null );
	const [ isAlone ] = useState( ! found );
	useEffect( () => {
		if ( isAlone ) {
			form.current?.querySelector( 'input' )?.focus();
		}
	}, [ isAlone ] );
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
				help={ found !== null && helpText( found ) }
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

const helpText = ( found: number ): string =>
	found > 0
		? __(
				'If it is none of these, enter the number as it stands in SORS.',
				'sors-api-for-woocommerce'
			)
		: __(
				'SORS shows no document of this order. Enter the number as it stands there.',
				'sors-api-for-woocommerce'
			);

const nameOf = ( { id, number }: FoundDocument ): string => number ?? id ?? '';
