import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ConnectionTest } from '../../contract/connection';
import { Heading } from '../../ui/Heading';
import { Problem } from '../../ui/Problem';
import { ScreenLink } from '../../ui/ScreenLink';
import { Skeleton } from '../../ui/Skeleton';
import { StepCard } from '../../ui/StepCard';
import { DatabaseStep } from './DatabaseStep';
import { KeyStep } from './KeyStep';
import { OrdersStep } from './OrdersStep';
import { RulesStep } from './RulesStep';
import { isReachable, missingStep, stepAfter, STEPS, type Step } from './steps';
import { Summary } from './Summary';
import { UnitsStep } from './UnitsStep';
import { useSettings, type StepProps } from './useSettings';

/** The path from a key to a connected shop; later the place to change any of it. */
export default function Connect() {
	const settings = useSettings();
	return (
		<>
			<Heading>
				{ __( 'Connect with SORS', 'sors-api-for-woocommerce' ) }
			</Heading>
			{ settings.error !== null && (
				<Problem error={ settings.error } onRetry={ settings.reload } />
			) }
			{ settings.response && (
				<Path { ...settings } response={ settings.response } />
			) }
			{ ! settings.response && settings.error === null && (
				<Skeleton lines={ 8 } />
			) }
		</>
	);
}

function Path( { response, save, onKey }: Omit< StepProps, 'onDone' > ) {
	const missing = missingStep( response );
	const [ isFirstRun ] = useState( missing !== null );
	const [ open, setOpen ] = useState< Step | null >( missing );
	const [ wasMoved, setMoved ] = useState( false );
	const [ test, setTest ] = useState< ConnectionTest | null >( null );
	// A step may lead on only after the settings it saved have come back.
	const [ done, setDone ] = useState< Step | null >( null );
	if ( done !== null ) {
		setDone( null );
		setMoved( true );
		setOpen( stepAfter( done, missing, isFirstRun ) );
	}

	const titles: Record< Step, string > = {
		key: __( 'API key', 'sors-api-for-woocommerce' ),
		database: __( 'Database', 'sors-api-for-woocommerce' ),
		units: __( 'Business units', 'sors-api-for-woocommerce' ),
		rules: __( 'Documents, prices and stock', 'sors-api-for-woocommerce' ),
		orders: __( 'Orders', 'sors-api-for-woocommerce' ),
	};
	return (
		<div className="sors-path">
			{ STEPS.map( ( step, index ) => (
				<StepCard
					key={ step }
					number={ index + 1 }
					title={ titles[ step ] }
					state={ stateOf( step, open, missing ) }
					summary={
						<Summary
							step={ step }
							response={ response }
							test={ test }
						/>
					}
					takesFocus={ wasMoved }
					onOpen={ () => {
						setMoved( true );
						setOpen( step );
					} }
				>
					<Content
						step={ step }
						response={ response }
						save={ save }
						onKey={ onKey }
						onTested={ setTest }
						onDone={ () => setDone( step ) }
					/>
				</StepCard>
			) ) }
			{ missing === null && open === null && (
				<p>
					<ScreenLink
						to="products"
						className="components-button is-primary is-next-40px-default-size"
					>
						{ __(
							'Bring in products, stock and prices',
							'sors-api-for-woocommerce'
						) }
					</ScreenLink>
				</p>
			) }
		</div>
	);
}

function stateOf( step: Step, open: Step | null, missing: Step | null ) {
	if ( step === open ) {
		return 'open';
	}
	if ( step === missing ) {
		return 'next';
	}
	return isReachable( step, missing ) ? 'done' : 'later';
}

type ContentProps = StepProps & {
	step: Step;
	onTested: ( test: ConnectionTest ) => void;
};

function Content( { step, onTested, ...props }: ContentProps ) {
	switch ( step ) {
		case 'key':
			return <KeyStep { ...props } onTested={ onTested } />;
		case 'database':
			return <DatabaseStep { ...props } />;
		case 'units':
			return <UnitsStep { ...props } />;
		case 'rules':
			return <RulesStep { ...props } />;
		case 'orders':
			return <OrdersStep { ...props } />;
	}
}
