import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import {
	actOnRun,
	getLatestRun,
	getRun,
	startRun,
	type RunAction,
} from '../api/runs';
import type { Run, RunKind, RunMode } from '../contract/rest/runs';
import { useAction } from '../ui/useAction';
import { useLoad } from '../ui/useLoad';
import { sleep, visible } from '../ui/waiting';
import { drive } from './drive';
import { isActive } from './states';

/** The latest run of a kind, or one by its number; driven by this page while it is active. */
export function useRun( kind: RunKind, id?: number ) {
	const load = useCallback(
		( signal: AbortSignal ) =>
			id === undefined
				? getLatestRun( kind, signal )
				: getRun( id, signal ),
		[ kind, id ]
	);
	const { value: run, error, reload, setValue } = useLoad( load );
	const [ trouble, setTrouble ] = useState< unknown >( null );
	/** Runs that this visit has seen at work: their result is of interest. */
	const [ watched, setWatched ] = useState< number | null >( null );
	const action = useAction();

	const latest = useRef< Run | null >( null );
	latest.current = run ?? null;
	const activeId = run && isActive( run.state ) ? run.id : null;
	useEffect( () => {
		if ( activeId === null || latest.current === null ) {
			return;
		}
		const controller = new AbortController();
		setWatched( activeId );
		setTrouble( null );
		void drive( latest.current, {
			step: ( signal ) => actOnRun( activeId, 'step', signal ),
			look: ( signal ) => getRun( activeId, signal ),
			onRun: setValue,
			onTrouble: setTrouble,
			sleep,
			visible,
			now: Date.now,
			signal: controller.signal,
		} );
		return () => controller.abort();
	}, [ activeId, setValue ] );

	return {
		run,
		loadError: error,
		reload,
		trouble,
		action,
		wasWatched: run?.id === watched,
		start: async ( mode: RunMode ) =>
			setValue( await startRun( kind, mode ) ),
		act: async ( name: RunAction ) => {
			if ( run ) {
				setValue( await actOnRun( run.id, name ) );
			}
		},
	};
}
