import { __, _n, sprintf } from '@wordpress/i18n';
import { useRef, useState } from 'react';
import { checkContract } from '../api/connection';
import type { ContractCheck as Found } from '../contract/rest/connection';
import { ActionButton } from '../ui/ActionButton';
import { Badge, type Tone } from '../ui/Badge';
import { Button, Notice } from '../ui/controls';
import { number } from '../ui/format';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { useAction } from '../ui/useAction';

type Result = Found[ 'operations' ][ number ];

/**
 * Whether SORS answers as the plugin was told that it does; asked only when the button is pressed.
 * Without a database of the chosen one.
 */
export function ContractCheck( { database }: { database?: string } ) {
	const action = useAction();
	const [ found, setFound ] = useState< Found | null >( null );
	return (
		<Panel
			id="sors-group-contract"
			title={ __( 'Answers of SORS', 'sors-api-for-woocommerce' ) }
			isSmall
		>
			<div className="sors-form">
				<p className="sors-help">
					{ __(
						'For the case that products or orders cannot be read although the connection works: SORS is asked once for everything that can be read, and its answers are compared with the description of its API. Nothing is changed, in SORS or here. It takes up to half a minute.',
						'sors-api-for-woocommerce'
					) }
				</p>
				<Problem error={ action.error } />
				<div className="sors-buttons">
					<ActionButton
						action={ action }
						name="check"
						busyLabel={ __(
							'SORS is being asked…',
							'sors-api-for-woocommerce'
						) }
						onPress={ async () => {
							setFound( null );
							setFound( await checkContract( database ) );
						} }
					>
						{ __(
							'Check the answers of SORS',
							'sors-api-for-woocommerce'
						) }
					</ActionButton>
				</div>
				{ found && (
					<>
						<Summary { ...found } />
						<ul className="sors-contract">
							{ found.operations.map( ( result ) => (
								<Answer
									key={ result.operation }
									{ ...result }
								/>
							) ) }
						</ul>
						<Report text={ found.report } />
					</>
				) }
			</div>
		</Panel>
	);
}

function Summary( { ok, operations }: Found ) {
	const wrong = operations.filter( ( { state } ) =>
		[ 'fails', 'differs' ].includes( state )
	).length;
	if ( ok ) {
		return (
			<Notice status="success">
				{ __(
					'SORS answers as the plugin expects.',
					'sors-api-for-woocommerce'
				) }
			</Notice>
		);
	}
	return (
		<Notice status="warning">
			{ wrong > 0 &&
				sprintf(
					/* translators: %s: number of answers */
					_n(
						'%s answer is not as the plugin expects.',
						'%s answers are not as the plugin expects.',
						wrong,
						'sors-api-for-woocommerce'
					),
					number( wrong )
				) }{ ' ' }
			{ __(
				'Send the report below to the person who looks after the site.',
				'sors-api-for-woocommerce'
			) }
		</Notice>
	);
}

function Answer( {
	operation,
	request,
	state,
	message,
	said,
	answer,
}: Result ) {
	const { tone, label } = states()[ state ] ?? {
		tone: 'neutral',
		label: state,
	};
	return (
		<li>
			<Badge tone={ tone }>{ label }</Badge> <code>{ operation }</code>{ ' ' }
			{ request }
			{ message !== '' && <p>{ message }</p> }
			{ said !== null && (
				<p>
					{ sprintf(
						/* translators: %s: what SORS said */
						__( 'SORS said: %s', 'sors-api-for-woocommerce' ),
						said
					) }
				</p>
			) }
			{ answer !== null && (
				<details>
					<summary>
						{ __( 'What came', 'sors-api-for-woocommerce' ) }
					</summary>
					<code>{ answer }</code>
				</details>
			) }
		</li>
	);
}

const states = (): Record<
	Result[ 'state' ],
	{ tone: Tone; label: string }
> => ( {
	fits: { tone: 'good', label: __( 'Fits', 'sors-api-for-woocommerce' ) },
	differs: {
		tone: 'warning',
		label: __( 'Doubtful', 'sors-api-for-woocommerce' ),
	},
	fails: {
		tone: 'bad',
		label: __( 'Does not fit', 'sors-api-for-woocommerce' ),
	},
	empty: {
		tone: 'neutral',
		label: __( 'Nothing to compare', 'sors-api-for-woocommerce' ),
	},
	not_asked: {
		tone: 'neutral',
		label: __( 'Not asked', 'sors-api-for-woocommerce' ),
	},
} );

function Report( { text }: { text: string } ) {
	const area = useRef< HTMLTextAreaElement >( null );
	const [ said, setSaid ] = useState( '' );
	const copy = async () => {
		area.current?.focus();
		area.current?.select();
		try {
			await window.navigator.clipboard.writeText( text );
			setSaid( __( 'Copied!', 'sors-api-for-woocommerce' ) );
		} catch {
			// Browsers have no clipboard for pages without https.
			setSaid(
				__(
					'The report is selected: press Ctrl+C to copy it.',
					'sors-api-for-woocommerce'
				)
			);
		}
	};
	return (
		<>
			<textarea
				ref={ area }
				className="sors-contract__report"
				aria-label={ __( 'Report', 'sors-api-for-woocommerce' ) }
				readOnly
				rows={ 8 }
				value={ text }
			/>
			<div className="sors-buttons">
				<Button variant="secondary" onClick={ () => void copy() }>
					{ __( 'Copy the report', 'sors-api-for-woocommerce' ) }
				</Button>
				<p className="sors-help">
					{ __(
						'It holds names and types of fields, but no values: neither the API key nor data of buyers.',
						'sors-api-for-woocommerce'
					) }
				</p>
			</div>
			<p role="status" className="sors-help">
				{ said }
			</p>
		</>
	);
}
