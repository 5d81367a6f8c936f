import { __ } from '@wordpress/i18n';
import {
	useEffect,
	useId,
	useRef,
	type ReactNode,
	type RefObject,
} from 'react';
import { ApiError, Refused } from '../api/errors';
import { Button, Notice } from './controls';
import { ScreenLink } from './screen';

type Props = {
	/** Whatever was thrown; nothing is shown for null. */
	error: unknown;
	onRetry?: () => void;
	retryLabel?: string;
	/** It was pressed, and there is no answer yet. */
	isRetrying?: boolean;
};

/** What happened, what it means and what to press; read out at once. */
export function Problem( {
	error,
	onRetry,
	retryLabel,
	isRetrying = false,
}: Props ) {
	const isNone = error === null || error === undefined;
	const isOurs = ! isNone && ! ( error instanceof ApiError );
	useEffect( () => {
		if ( isOurs ) {
			// A fault of this page's own code: a developer finds it in the console.
			window.console.error( error );
		}
	}, [ isOurs, error ] );
	if ( isNone ) {
		return null;
	}
	const { message, meaning } = sentences( error );
	return (
		<Notice
			status="error"
			className="sors-problem"
			spokenMessage={ `${ message } ${ meaning }` }
			politeness="assertive"
		>
			<p>
				<strong>{ message }</strong> { meaning }
			</p>
			{ onRetry && (
				<Button
					variant="secondary"
					isBusy={ isRetrying }
					disabled={ isRetrying }
					accessibleWhenDisabled
					onClick={ () => onRetry() }
				>
					{ retryLabel ??
						__( 'Try again', 'sors-api-for-woocommerce' ) }
				</Button>
			) }{ ' ' }
			{ isAboutKey( error ) && (
				<ScreenLink
					to="connect"
					params={ { step: 'key' } }
					variant="secondary"
				>
					{ __( 'Change the API key', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			) }
		</Notice>
	);
}

export type Complaint = {
	severity: 'error' | 'warning';
	message: string;
};

/** What is wrong with one field, right under it. */
export const FieldProblems = ( { problems }: { problems: Complaint[] } ) => (
	<>
		{ problems.map( ( { severity, message } ) => (
			<Notice key={ message } status={ severity }>
				{ message }
			</Notice>
		) ) }
	</>
);

type FieldProps = {
	problems: Complaint[];
	/** Name of the setting, where a link may lead to it. */
	name?: string;
	/** It has a fieldset of several controls, of which one may be meant: that is marked, and none of them. */
	isGroup?: boolean;
	children: ReactNode;
};

/**
 * A field, and under it what is wrong with it. What is in it is marked for
 * screen readers too: afterwards, since not all of WordPress' controls hand
 * such attributes on.
 */
export function Field( { problems, name, isGroup, children }: FieldProps ) {
	const field = useRef< HTMLDivElement >( null );
	const id = useId();
	const isDoubtful = problems.length > 0;
	const isWrong = problems.some( ( { severity } ) => severity === 'error' );
	useEffect( () => {
		const all = isDoubtful
			? field.current?.querySelectorAll( isGroup ? 'fieldset' : CONTROL )
			: null;
		const marked = [ ...( all ?? [] ) ].slice( 0, isGroup ? 1 : undefined );
		for ( const one of marked ) {
			describe( one, [ ...describedBy( one ), id ] );
			if ( isWrong && ! isGroup ) {
				one.setAttribute( INVALID, 'true' );
			}
		}
		return () =>
			marked.forEach( ( one ) => {
				one.removeAttribute( INVALID );
				describe(
					one,
					describedBy( one ).filter( ( other ) => other !== id )
				);
			} );
		// Other children may be other controls.
	}, [ id, isDoubtful, isWrong, isGroup, children ] );
	return (
		<div
			className="sors-field"
			data-setting={ name }
			data-wrong={ isWrong || undefined }
			ref={ field }
		>
			{ children }
			<div id={ id }>
				<FieldProblems problems={ problems } />
			</div>
		</div>
	);
}

const CONTROL = 'input, select';
const INVALID = 'aria-invalid';
const DESCRIBED = 'aria-describedby';

const describedBy = ( element: Element ): string[] =>
	( element.getAttribute( DESCRIBED ) ?? '' ).split( ' ' ).filter( Boolean );

function describe( element: Element, by: string[] ): void {
	if ( by.length > 0 ) {
		element.setAttribute( DESCRIBED, by.join( ' ' ) );
	} else {
		element.removeAttribute( DESCRIBED );
	}
}

/** Leads to the first field that is marked as wrong: of several radio buttons to the chosen one. */
export function focusOnWrong( form: Element | null ): void {
	focusOnField( form?.querySelector( '[data-wrong]' ) );
}

/** The same, each time that a save is refused. To be put on the form, or on anything in it. */
export function useFocusOnWrong< Part extends HTMLElement >(
	error: unknown
): RefObject< Part > {
	const part = useRef< Part >( null );
	useEffect( () => {
		if ( error !== null ) {
			focusOnWrong( part.current?.closest( '.sors-form' ) ?? null );
		}
	}, [ error ] );
	return part;
}

/** Puts the keyboard to the first control of a field, and the field into sight. */
export function focusOnField( field: Element | null | undefined ): void {
	field?.scrollIntoView( { block: 'center' } );
	const first = ( selector: string ) =>
		field?.querySelector< HTMLElement >( selector );
	const control = first( 'input[type="radio"]:checked' ) ?? first( CONTROL );
	control?.focus( { preventScroll: true } );
}

/** Whatever was asked of SORS, it would be refused again. */
const isAboutKey = ( error: unknown ): boolean =>
	error instanceof Refused &&
	[ 'sors_key_refused', 'sors_key_restricted', 'sors_no_key' ].includes(
		error.code
	);

function sentences( error: unknown ): { message: string; meaning: string } {
	if ( error instanceof ApiError ) {
		return error;
	}
	return {
		message: __(
			'Something went wrong in this page.',
			'sors-api-for-woocommerce'
		),
		meaning: __(
			'Orders and stock are not touched by it. Reload the page and try again.',
			'sors-api-for-woocommerce'
		),
	};
}
