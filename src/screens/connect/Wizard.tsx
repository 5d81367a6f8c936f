import { useEffect, useState } from 'react';
import { __ } from '@wordpress/i18n';
import type { ConnectionTest } from '../../contract/rest/connection';
import type { FirstRun } from '../../contract/rest/first-run';
import type { Overview } from '../../contract/rest/overview';
import type { SettingsResponse } from '../../contract/rest/settings';
import { missingStep, type StepProps } from '../../settings/useSettings';
import {
	goTo,
	param,
	useParam,
	wasMoved as wasComeTo,
} from '../../ui/navigation';
import { noteFirstRunStage } from '../../ui/first-run-stage';
import { ErrorBoundaries } from '../../ui/ErrorBoundary';
import { StepContent, Steps } from '../../ui/Steps';
import { AllSet } from './AllSet';
import { DatabaseStep } from './DatabaseStep';
import { DocumentsStep } from './DocumentsStep';
import { FiguresStep } from './FiguresStep';
import { KeyStep } from './KeyStep';
import { ShopStep } from './ShopStep';
import { StartStep } from './StartStep';
import {
	isReachable,
	nextStep,
	placeToGoOn,
	remember,
	STEPS,
	type Step,
} from './steps';
import { summaryOf, Warnings } from './Summary';
import { TestDocument } from './TestDocument';
import { UnitsStep } from './UnitsStep';

type Props = Omit< StepProps, 'onDone' > & {
	/** The settings as they came back last. */
	latest: () => SettingsResponse | undefined;
	runs: Overview[ 'runs' ];
	firstRun: FirstRun;
	lastTest: ConnectionTest | null;
};

export function Wizard( {
	response,
	latest,
	save,
	onKey,
	runs,
	firstRun,
	lastTest,
}: Props ) {
	const [ test, setTest ] = useState( lastTest );
	const missing = isKeyOpen( test, response )
		? 'key'
		: missingStep( response );
	/** The furthest step of a first run; null = that is behind us. */
	const [ furthest, setFurthest ] = useState( () =>
		placeToGoOn( response, runs, firstRun )
	);
	const [ chosen, choose ] = useState< Step | null >( missing ?? furthest );
	const [ wasMoved, setMoved ] = useState( false );
	const go = ( step: Step | null ) => {
		setMoved( true );
		choose( step );
		if ( param( 'step' ) !== '' ) {
			goTo( 'connect', {}, { replace: true } );
		}
	};

	const leadOn = ( done: Step ) => {
		// By the settings that the step has saved, which no picture has shown yet.
		const missingNow = missingStep( latest() ?? response );
		const next = missingNow ?? ( furthest && nextStep( done ) );
		if ( furthest === null || next === null || done === 'start' ) {
			setFurthest( missingNow );
			if ( missingNow === null ) {
				remember( null );
				noteFirstRunStage( 'finished' );
			}
		} else if ( isReachable( furthest, next ) ) {
			remember( next );
			setFurthest( next );
		}
		go( next );
	};
	const limit = missing ?? furthest;
	const titles = stepTitles();
	/** The difference was approved on another screen: nothing is left to ask but what comes after it. */
	const isWritten =
		firstRun.state === 'none' &&
		runs.some(
			( { kind, active, last } ) =>
				kind === 'catalog' &&
				active === null &&
				last?.state === 'succeeded'
		);

	useEffect( () => {
		if ( firstRun.finished ) {
			noteFirstRunStage( 'finished' );
		}
	}, [ firstRun.finished ] );

	// A link may lead to one step: `&step=key`.
	const address = useParam( 'step' );
	const asked = STEPS.find( ( step ) => step === address );
	const led = asked && mayOpen( asked, limit ) ? asked : null;
	const open = led ?? chosen;
	const takesFocus = wasMoved || ( led !== null && wasComeTo() );

	return (
		<>
			{ limit === null && open === null && (
				<ErrorBoundaries>
					<AllSet response={ response } takesFocus={ takesFocus } />
					<TestDocument response={ response } />
				</ErrorBoundaries>
			) }
			<div className="sors-path">
				<Steps
					current={ open }
					steps={ STEPS.map( ( step ) => {
						const isDone =
							isReachable( step, limit ) && step !== limit;
						return {
							key: step,
							label: titles[ step ].label,
							summary: isDone
								? summaryOf( step, response, test )
								: '',
							isDone,
							again:
								step === 'shop'
									? __(
											'Look again',
											'sors-api-for-woocommerce'
										)
									: undefined,
							onOpen: mayOpen( step, limit )
								? () => go( step )
								: undefined,
						};
					} ) }
				>
					{ open && (
						<StepContent
							key={ open }
							number={ STEPS.indexOf( open ) + 1 }
							of={ STEPS.length }
							title={
								open === 'start' && isWritten
									? __(
											'What happens from now on?',
											'sors-api-for-woocommerce'
										)
									: titles[ open ].question
							}
							takesFocus={ takesFocus }
						>
							<Content
								step={ open }
								response={ response }
								save={ save }
								onKey={ onKey }
								onTested={ setTest }
								onDone={ () => leadOn( open ) }
							/>
						</StepContent>
					) }
				</Steps>
			</div>
			<Warnings response={ response } open={ open } limit={ limit } />
		</>
	);
}

/** Refused, or not known to work; with a database it has worked before. */
const isKeyOpen = (
	test: ConnectionTest | null,
	{ settings }: SettingsResponse
): boolean =>
	test?.problem?.code === 'key_refused' ||
	( settings.database === '' && ! isKeyAccepted( test ) );

/** As far as it can be told before a database is chosen. */
const isKeyAccepted = ( test: ConnectionTest | null ): boolean =>
	test !== null &&
	( test.ok ||
		[ 'no_database', 'unknown_database' ].includes(
			test.problem?.code ?? ''
		) );

/** The first sync is done once; what it switched on stands in the settings. */
const mayOpen = ( step: Step, limit: Step | null ): boolean =>
	isReachable( step, limit ) && ! ( step === 'start' && limit === null );

const stepTitles = (): Record<
	Step,
	{ label: string; question: string }
> => ( {
	key: {
		label: __( 'API key', 'sors-api-for-woocommerce' ),
		question: __(
			'Which key opens your SORS?',
			'sors-api-for-woocommerce'
		),
	},
	database: {
		label: __( 'Database', 'sors-api-for-woocommerce' ),
		question: __(
			'Which database are you working in?',
			'sors-api-for-woocommerce'
		),
	},
	units: {
		label: __( 'Business units', 'sors-api-for-woocommerce' ),
		question: __(
			'Which units does the shop sell from?',
			'sors-api-for-woocommerce'
		),
	},
	figures: {
		label: __( 'Prices and stock', 'sors-api-for-woocommerce' ),
		question: __(
			'Which figures should customers see?',
			'sors-api-for-woocommerce'
		),
	},
	documents: {
		label: __( 'Documents', 'sors-api-for-woocommerce' ),
		question: __(
			'What becomes of an order in SORS?',
			'sors-api-for-woocommerce'
		),
	},
	shop: {
		label: __( 'Check your shop', 'sors-api-for-woocommerce' ),
		question: __(
			'Is the shop itself set up for Serbia?',
			'sors-api-for-woocommerce'
		),
	},
	start: {
		label: __( 'First sync', 'sors-api-for-woocommerce' ),
		question: __(
			'What will change in your shop?',
			'sors-api-for-woocommerce'
		),
	},
} );

type ContentProps = StepProps & {
	step: Step;
	onTested: ( test: ConnectionTest | null ) => void;
};

function Content( { step, onTested, ...props }: ContentProps ) {
	switch ( step ) {
		case 'key':
			return <KeyStep { ...props } onTested={ onTested } />;
		case 'database':
			return <DatabaseStep { ...props } />;
		case 'units':
			return <UnitsStep { ...props } />;
		case 'figures':
			return <FiguresStep { ...props } />;
		case 'documents':
			return <DocumentsStep { ...props } />;
		case 'shop':
			return <ShopStep onDone={ props.onDone } />;
		case 'start':
			return <StartStep { ...props } />;
	}
}
