import { RadioControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState, type ReactNode } from 'react';
import { startRun } from '../../api/runs';
import type { SettingsPatch, Settings } from '../../contract/rest/settings';
import { useRun } from '../../runs/useRun';
import {
	fieldProblem,
	isSaidAtFields,
	type StepProps,
} from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { useWhen } from '../../ui/useWhen';
import { CheckboxControl } from '../../ui/controls';
import { FieldProblem, Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { RunStage } from './RunStage';

/** What the first sync would do, then the sync itself: products, and their stock and prices after them. */
export function StartStep( { response, save, onDone }: StepProps ) {
	const catalog = useRun( 'catalog' );
	const stock = useRun( 'stock' );
	const [ hasBegun, setBegun ] = useState( false );
	const isIn = catalog.run?.state === 'succeeded';

	const { start, action } = stock;
	// What goes wrong leaves a button to press.
	useWhen( hasBegun && isIn && stock.run === null, () => {
		void action.run( 'start', () => start( 'apply' ) );
	} );
	const isOver = stock.run?.state === 'succeeded';
	const hasImages = response.settings.fields.images !== 'never';
	useWhen( isOver, () => {
		if ( hasImages ) {
			// Goes on behind the scenes; a SORS without pictures refuses it, and nothing is lost.
			startRun( 'images', 'apply' ).catch( () => {} );
		}
		onDone();
	} );

	const begin = async ( patch: SettingsPatch ) => {
		await save( patch );
		if ( catalog.run?.state === 'awaiting_approval' ) {
			await catalog.act( 'approve' );
		}
		setBegun( true );
	};
	const options = ( discard?: ReactNode ) => (
		<StartOptions response={ response } onStart={ begin }>
			{ discard }
		</StartOptions>
	);

	if ( isIn && stock.run !== undefined ) {
		return stock.run === null && ! hasBegun ? (
			options()
		) : (
			<RunStage
				kind="stock"
				state={ stock }
				idle={
					<ActionButton
						action={ stock.action }
						name="start"
						variant="primary"
						onPress={ () => stock.start( 'apply' ) }
						busyLabel={ __(
							'One moment…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __(
							'Bring in stock and prices',
							'sors-api-for-woocommerce'
						) }
					</ActionButton>
				}
			/>
		);
	}
	return (
		<RunStage
			kind="catalog"
			state={ catalog }
			idle={
				<Ask response={ response } save={ save } state={ catalog } />
			}
			decision={ options }
		/>
	);
}

type AskProps = Pick< StepProps, 'response' | 'save' > & {
	state: ReturnType< typeof useRun >;
};

/** Before anything was read: what is needed to say what would change. */
function Ask( { response: { settings }, save, state }: AskProps ) {
	const [ status, setStatus ] = useState( settings.newProductStatus );
	return (
		<div className="sors-form">
			<p>
				{ __(
					'First see what would change: all items are read from SORS and compared with your products. Your shop stays as it is meanwhile, and nothing is written to SORS.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<RadioControl
				label={ __( 'New products', 'sors-api-for-woocommerce' ) }
				selected={ status }
				options={ [
					{
						value: 'draft',
						label: __(
							'Come in as drafts',
							'sors-api-for-woocommerce'
						),
						description: __(
							'Customers see a product once you have published it.',
							'sors-api-for-woocommerce'
						),
					},
					{
						value: 'publish',
						label: __(
							'Are published at once',
							'sors-api-for-woocommerce'
						),
						description: __(
							'Customers see them as soon as they are in.',
							'sors-api-for-woocommerce'
						),
					},
				] }
				onChange={ ( value ) => setStatus( value as typeof status ) }
			/>
			<div className="sors-buttons">
				<ActionButton
					action={ state.action }
					name="preview"
					variant="primary"
					onPress={ async () => {
						await save( { newProductStatus: status } );
						await state.start( 'preview' );
					} }
					busyLabel={ __(
						'One moment…',
						'sors-api-for-woocommerce'
					) }
				>
					{ __(
						'Show what would change',
						'sors-api-for-woocommerce'
					) }
				</ActionButton>
			</div>
		</div>
	);
}

/** Stock often, since it is what is sold; the rest at night, one after the other. */
const SCHEDULE: Settings[ 'schedule' ] = {
	catalog: 'daily@03:00',
	stock: '15min',
	images: 'daily@04:00',
};

const FIELDS = [
	'exportOrders',
	'exportStatuses',
	'singleCustomerCode',
	'shippingItemCode',
	'schedule',
];

type Props = Pick< StepProps, 'response' > & {
	onStart: ( patch: SettingsPatch ) => Promise< void >;
	/** Another button beside "Start". */
	children?: ReactNode;
};

/** What is switched on together with the first sync. */
function StartOptions( { response, onStart, children }: Props ) {
	const [ sends, setSends ] = useState( true );
	const [ repeats, setRepeats ] = useState( true );
	const action = useAction();
	const isPlanned = Object.values( response.settings.schedule ).some(
		( often ) => often !== 'off'
	);
	const start = () =>
		onStart( {
			exportOrders: sends,
			...( repeats && ! isPlanned ? { schedule: SCHEDULE } : {} ),
		} );

	return (
		<div className="sors-form">
			<CheckboxControl
				label={ __(
					'Send orders to SORS from now on',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Each order becomes its document about a minute after it was placed.',
					'sors-api-for-woocommerce'
				) }
				checked={ sends }
				onChange={ setSends }
			/>
			{ FIELDS.map( ( field ) => (
				<FieldProblem
					key={ field }
					problem={ fieldProblem( field, action.error, response ) }
				/>
			) ) }
			{ ! isPlanned && (
				<CheckboxControl
					label={ __(
						'Keep the shop up to date by itself',
						'sors-api-for-woocommerce'
					) }
					help={ __(
						'Stock and prices every 15 minutes, products and pictures each night.',
						'sors-api-for-woocommerce'
					) }
					checked={ repeats }
					onChange={ setRepeats }
				/>
			) }
			<div className="sors-buttons">
				<ActionButton
					action={ action }
					name="start"
					variant="primary"
					onPress={ start }
					busyLabel={ __( 'Starting…', 'sors-api-for-woocommerce' ) }
				>
					{ __( 'Start', 'sors-api-for-woocommerce' ) }
				</ActionButton>
				{ children }
			</div>
			{ ! isSaidAtFields( action.error, FIELDS ) && (
				<Problem error={ action.error } />
			) }
		</div>
	);
}
