import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import { Skeleton } from './Skeleton';
import { Stepper, useWooCommerce } from './woocommerce';

export type Step = {
	key: string;
	label: string;
	/** What was chosen, while the step is done; no blocks, since it may stand in a button. */
	summary: ReactNode;
	isDone: boolean;
	/** Missing where it is not its turn yet. */
	onOpen?: () => void;
};

type Props = {
	steps: Step[];
	/** The open one; null = all are closed. */
	current: string | null;
	children: ReactNode;
};

/** The steps of a path with the content of the open one, as WooCommerce shows them where it can. */
export function Steps( { steps, current, children }: Props ) {
	const presence = useWooCommerce();
	if ( presence === 'missing' ) {
		return (
			<PlainSteps steps={ steps } current={ current }>
				{ children }
			</PlainSteps>
		);
	}
	const waiting = <Skeleton lines={ 2 * steps.length } />;
	return presence === 'waiting' ? (
		waiting
	) : (
		<Suspense fallback={ waiting }>
			<Stepper
				className="sors-stepper"
				isVertical
				currentStep={ current ?? '' }
				steps={ steps.map( closedBut( current ) ).map( ( step ) => ( {
					key: step.key,
					label: step.label,
					description: <Description step={ step } />,
					isComplete: step.isDone,
					onClick: step.onOpen,
					content: children,
				} ) ) }
			/>
		</Suspense>
	);
}

/** The open step shows its content in place of what was chosen before. */
const closedBut =
	( current: string | null ) =>
	( step: Step ): Step =>
		step.key === current
			? { ...step, summary: '', isDone: false, onOpen: undefined }
			: step;

function Description( { step: { isDone, summary, onOpen } }: { step: Step } ) {
	return (
		<>
			{ isDone && (
				<span className="screen-reader-text">
					{ __( 'Done:', 'sors-api-for-woocommerce' ) }{ ' ' }
				</span>
			) }
			{ summary }
			{ onOpen && (
				<span className="sors-stepper__open">
					{ isDone
						? __( 'Change', 'sors-api-for-woocommerce' )
						: __( 'Go on', 'sors-api-for-woocommerce' ) }
				</span>
			) }
		</>
	);
}

function PlainSteps( { steps, current, children }: Props ) {
	return (
		<ol className="sors-plain-steps">
			{ steps.map( closedBut( current ) ).map( ( step, index ) => {
				const isOpen = step.key === current;
				const label = (
					<>
						<span className="sors-plain-steps__mark" aria-hidden>
							{ step.isDone ? '✓' : index + 1 }
						</span>
						<span>
							<strong>{ step.label }</strong>
							<Description step={ step } />
						</span>
					</>
				);
				return (
					<li
						key={ step.key }
						className={ isOpen || step.isDone ? 'is-reached' : '' }
						aria-current={ isOpen ? 'step' : undefined }
					>
						{ step.onOpen ? (
							<button type="button" onClick={ step.onOpen }>
								{ label }
							</button>
						) : (
							<div>{ label }</div>
						) }
						{ isOpen && (
							<div className="sors-plain-steps__content">
								{ children }
							</div>
						) }
					</li>
				);
			} ) }
		</ol>
	);
}

type ContentProps = {
	number: number;
	of: number;
	/** What is asked here, as a person would ask it. */
	title: string;
	/** Set after a step before was finished: the focus follows. */
	takesFocus: boolean;
	children: ReactNode;
};

/** Content of the open step; to be given a `key`, so that the next one starts anew. */
export function StepContent( {
	number,
	of,
	title,
	takesFocus,
	children,
}: ContentProps ) {
	const heading = useRef< HTMLHeadingElement >( null );
	useEffect( () => {
		if ( takesFocus ) {
			heading.current?.focus();
		}
	}, [ takesFocus ] );
	return (
		<section className="sors-step" aria-label={ title }>
			<h2 ref={ heading } tabIndex={ -1 }>
				<span className="screen-reader-text">
					{ sprintf(
						/* translators: 1: number of this step, 2: number of steps */
						__( 'Step %1$d of %2$d:', 'sors-api-for-woocommerce' ),
						number,
						of
					) }{ ' ' }
				</span>
				{ title }
			</h2>
			{ children }
		</section>
	);
}
