import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { Button } from './controls';
import { ErrorBoundary } from './ErrorBoundary';
import { useFocus } from './focus';
import { FromWooCommerce, Stepper, useWooCommerce } from './woocommerce';

export type Step = {
	key: string;
	label: string;
	/** What was chosen, while the step is done; no blocks, since it may stand in a button. */
	summary: ReactNode;
	isDone: boolean;
	/** What its link says once it is done, where that is not "Change". */
	again?: string;
	/** Missing where it is not its turn yet. */
	onOpen?: () => void;
};

type Props = {
	steps: Step[];
	/** The open one; null = all are closed. */
	current: string | null;
	children: ReactNode;
};

/** WooCommerce's steps with the content of the open one. Without them, buttons lead to the others. */
export function Steps( { steps, current, children }: Props ) {
	const shown = steps.map( closedBut( current ) );
	return useWooCommerce() === 'missing' ? (
		<>
			<div className="sors-buttons">
				{ shown.map(
					( { key, label, onOpen, ...step } ) =>
						onOpen && (
							<Button
								key={ key }
								variant="link"
								onClick={ onOpen }
							>
								{ label }:{ ' ' }
								<Description { ...step } onOpen={ onOpen } />
							</Button>
						)
				) }
			</div>
			{ children }
		</>
	) : (
		<FromWooCommerce lines={ 2 * steps.length }>
			<Stepper
				className="sors-stepper"
				isVertical
				currentStep={ current ?? '' }
				steps={ shown.map( ( { key, label, onOpen, ...step } ) => ( {
					key,
					label,
					description: <Description { ...step } onOpen={ onOpen } />,
					isComplete: step.isDone,
					onClick: onOpen,
					content: children,
				} ) ) }
			/>
		</FromWooCommerce>
	);
}

/** The open step shows its content in place of what was chosen before. */
const closedBut =
	( current: string | null ) =>
	( step: Step ): Step =>
		step.key === current
			? { ...step, summary: '', isDone: false, onOpen: undefined }
			: step;

function Description( {
	isDone,
	summary,
	again = __( 'Change', 'sors-api-for-woocommerce' ),
	onOpen,
}: Pick< Step, 'isDone' | 'summary' | 'again' | 'onOpen' > ) {
	return (
		<>
			{ isDone && (
				<span className="screen-reader-text">
					{ __( 'Done:', 'sors-api-for-woocommerce' ) }{ ' ' }
				</span>
			) }
			<span>{ summary }</span>
			{ onOpen && (
				<span className="sors-stepper__open">
					{ isDone
						? again
						: __( 'Continue', 'sors-api-for-woocommerce' ) }
				</span>
			) }
		</>
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

/** Content of the open step; with a `key`, so that the next one begins with nothing of this one. */
export function StepContent( {
	number,
	of,
	title,
	takesFocus,
	children,
}: ContentProps ) {
	const heading = useFocus< HTMLHeadingElement >( takesFocus );
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
			<ErrorBoundary>{ children }</ErrorBoundary>
		</section>
	);
}
