import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
	useCallback,
	useEffect,
	useMemo,
	useRef,
	useState,
} from '@wordpress/element';
import { tell } from '../api/client';
import {
	actOnRun,
	getRun,
	runQuery,
	startRun,
	type RunAction,
} from '../api/runs';
import type { Run, RunKind, RunMode } from '../contract/rest/runs';
import { useAction } from '../ui/useAction';
import { sleep, visible } from '../ui/waiting';
import { runLoop } from './runLoop';
import { isActive } from './states';

/** The latest run of a kind, or one by its number; driven by this page while it is active. */
export function useRun( kind: RunKind, id?: number ) {
	const client = useQueryClient();
	const query = useMemo( () => runQuery( id ?? kind ), [ kind, id ] );
	const { data: run, error, refetch } = useQuery( query );
	const show = useCallback(
		( told: Run ) => tell( client, query, told ),
		[ client, query ]
	);
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
		void runLoop( latest.current, {
			step: ( signal ) => actOnRun( activeId, 'step', signal ),
			look: ( signal ) => getRun( activeId, signal ),
			onRun: show,
			onTrouble: setTrouble,
			sleep,
			visible,
			now: Date.now,
			signal: controller.signal,
		} );
		return () => controller.abort();
	}, [ activeId, show ] );

	return {
		run,
		loadError: error,
		reload: () => void refetch(),
		trouble,
		action,
		wasWatched: run?.id === watched,
		start: async ( mode: RunMode ) => show( await startRun( kind, mode ) ),
		act: async ( name: RunAction ) => {
			if ( run ) {
				show( await actOnRun( run.id, name ) );
			}
		},
	};
}
