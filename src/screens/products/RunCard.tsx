import { Button, Card, CardBody, CardHeader } from '@wordpress/components';
import { useId, useRef, useState } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import type { Run, RunKind } from '../../contract/rest/runs';
import { Counters } from '../../runs/Counters';
import { RunProgress } from '../../runs/RunProgress';
import type { Speed } from '../../runs/speed';
import { isActive, kindTexts, stateLabel } from '../../runs/states';
import { useRun } from '../../runs/useRun';
import { Badge } from '../../ui/Badge';
import { dateTime } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { useHeldFocus } from '../../ui/useHeldFocus';
import { RunButtons } from './RunButtons';
import { RunReport } from './RunReport';

type Props = {
	kind: RunKind;
	/** Number of a former run; left out, it is the latest. */
	id?: number;
};

/** One kind of run, or one of former runs: its buttons, how it gets on, and what came of it. */
export function RunCard( { kind, id: former }: Props ) {
	const state = useRun( kind, former );
	const { run, loadError, reload, trouble, action } = state;
	const { title, text } = kindTexts( kind );
	const id = useId();
	const card = useRef< HTMLDivElement >( null );
	const heading = useRef< HTMLHeadingElement >( null );
	// Buttons make way for others as the run goes on.
	useHeldFocus( card, heading, run?.state );

	return (
		<Card
			ref={ card }
			role="region"
			aria-labelledby={ id }
			className="sors-run"
		>
			<CardHeader>
				<h2 id={ id } ref={ heading } tabIndex={ -1 }>
					{ title }
				</h2>
				{ run && <StateBadge run={ run } /> }
			</CardHeader>
			<CardBody>
				<p>{ text }</p>
				<Problem error={ loadError } onRetry={ reload } />
				{ run === undefined && ! loadError && <Skeleton lines={ 2 } /> }
				{ run !== undefined && (
					<>
						<div className="sors-buttons">
							<RunButtons
								kind={ kind }
								state={ state }
								canStart={ former === undefined }
							/>
						</div>
						<Problem error={ action.error } />
						<Problem error={ trouble } />
						{ run && (
							<Result
								run={ run }
								speed={ state.speed }
								isFresh={
									state.wasWatched || former !== undefined
								}
							/>
						) }
					</>
				) }
			</CardBody>
		</Card>
	);
}

function StateBadge( { run }: { run: Run } ) {
	const { tone, label } = stateLabel( run.state );
	return <Badge tone={ tone }>{ label }</Badge>;
}

type ResultProps = { run: Run; speed: Speed | null; isFresh: boolean };

function Result( { run, speed, isFresh }: ResultProps ) {
	const [ isOpen, setOpen ] = useState< boolean | null >( null );
	const active = isActive( run.state );
	// What was just watched, waits for a person or went wrong is shown unasked.
	const isShown =
		! active &&
		( isOpen ??
			( isFresh ||
				run.state === 'awaiting_approval' ||
				run.failed > 0 ) );
	return (
		<div className="sors-result">
			{ run.message && (
				<p role="status" className="sors-result__message">
					{ run.message }
				</p>
			) }
			{ active && run.resumesAt && (
				<p>
					{ sprintf(
						/* translators: %s: date and time */
						__( 'Goes on at %s.', 'sors-api-for-woocommerce' ),
						dateTime( run.resumesAt )
					) }
				</p>
			) }
			{ active ? (
				<RunProgress run={ run } speed={ speed } />
			) : (
				<Counters run={ run } />
			) }
			{ ! active && (
				<>
					<p className="sors-result__when">
						{ sprintf(
							/* translators: %s: date and time */
							__( 'Last change: %s', 'sors-api-for-woocommerce' ),
							dateTime( run.finishedAt ?? run.updatedAt )
						) }{ ' ' }
						<Button
							variant="link"
							aria-expanded={ isShown }
							onClick={ () => setOpen( ! isShown ) }
						>
							{ isShown
								? __( 'Hide items', 'sors-api-for-woocommerce' )
								: __(
										'Show items',
										'sors-api-for-woocommerce'
									) }
						</Button>
					</p>
					{ isShown && (
						<RunReport
							key={ `${ run.id }${ run.state }` }
							run={ run }
						/>
					) }
				</>
			) }
		</div>
	);
}
