<?php
/** Action Scheduler's public functions over one table. WP-Cron runs the queue every minute, by Action Scheduler's own event. */
declare( strict_types=1 ); defined( 'ABSPATH' ) || exit;

class ActionScheduler_SimpleSchedule {
	protected $date, $recurrence = null;
	public function __construct( DateTime $date ) { $this->date = $date; }
	public function get_date() { return $this->date; }
	public function is_recurring() { return null !== $this->recurrence; }
}

/** Of an async action: it has no date. */
class ActionScheduler_NullSchedule extends ActionScheduler_SimpleSchedule { public function __construct( ?DateTime $date = null ) {} }

class ActionScheduler_IntervalSchedule extends ActionScheduler_SimpleSchedule {
	public function __construct( DateTime $date, $recurrence, ?DateTime $first = null ) { [ $this->date, $this->recurrence ] = [ $date, $recurrence ]; }
	public function get_recurrence() { return $this->recurrence; }
}

class ActionScheduler_Action {
	protected $hook, $args, $schedule, $group, $priority = 10;
	public function __construct( $hook, array $args = [], ?ActionScheduler_SimpleSchedule $schedule = null, $group = '' ) { [ $this->hook, $this->args, $this->schedule, $this->group ] = [ $hook, $args, $schedule, $group ]; }
	public function get_hook() { return $this->hook; }
	public function get_args() { return $this->args; }
	public function get_schedule() { return $this->schedule; }
	public function get_group() { return $this->group; }
	public function get_priority() { return $this->priority; }
	public function set_priority( $priority ) { $this->priority = (int) $priority; }
	public function is_finished() { return false; }
	public function execute() {
		if ( ! has_action( $this->hook ) ) {
			throw new Exception( "Nothing listens to $this->hook." );
		}
		do_action_ref_array( $this->hook, array_values( $this->args ) );
	}
}

class ActionScheduler_FinishedAction extends ActionScheduler_Action { public function is_finished() { return true; } }

class ActionScheduler_Store {
	public const STATUS_COMPLETE = 'complete', STATUS_PENDING = 'pending', STATUS_RUNNING = 'in-progress', STATUS_FAILED = 'failed', STATUS_CANCELED = 'canceled';
}

class ActionScheduler {
	public static function is_initialized( $function_name = null ) { return did_action( 'action_scheduler_init' ) > 0; }
	public static function runner() { return ActionScheduler_QueueRunner::instance(); }
}

/** The table behind it, with columns of the stand-in's own. */
class Sors_Stand_In_Actions {
	private static function table(): string { return $GLOBALS['wpdb']->prefix . 'stand_in_actions'; }
	/** Unique means: none of the same hook, arguments and group waits or runs; the answer is 0 then. */
	public static function save( string $kind, string $hook, array $args, string $group, int $due, string $recurrence, bool $unique, int $priority ): int {
		global $wpdb;
		if ( ! ActionScheduler::is_initialized() || ( $unique && self::find( [ 'hook' => $hook, 'args' => $args, 'group' => $group, 'status' => [ 'pending', 'in-progress' ] ] ) ) ) {
			return 0;
		}
		$wpdb->insert( self::table(), [ 'kind' => $kind, 'hook' => $hook, 'status' => 'pending', 'due' => $due, 'args' => wp_json_encode( $args ), 'action_group' => $group, 'priority' => max( 0, min( 255, $priority ) ), 'recurrence' => $recurrence ] );
		return (int) $wpdb->insert_id;
	}
	/** @return array<int, array<string, string>> Rows by id. */
	public static function find( array $query ): array {
		global $wpdb;
		$query += [ 'orderby' => 'date', 'order' => 'ASC', 'per_page' => 5, 'offset' => 0, 'hook' => '', 'group' => '' ];
		$where  = '' === $query['hook'] ? '1=1' : $wpdb->prepare( 'hook = %s', $query['hook'] );
		$where .= '' === $query['group'] ? '' : $wpdb->prepare( ' AND action_group = %s', $query['group'] );
		$where .= isset( $query['args'] ) ? $wpdb->prepare( ' AND args = %s', wp_json_encode( $query['args'] ) ) : '';
		$where .= empty( $query['status'] ) ? '' : " AND status IN ('" . implode( "','", array_map( 'esc_sql', (array) $query['status'] ) ) . "')";
		$where .= isset( $query['date'] ) ? $wpdb->prepare( ' AND due ' . ( $query['date_compare'] ?? '<=' ) . ' %d', as_get_datetime_object( $query['date'] )->getTimestamp() ) : '';
		$order  = [ 'run' => 'priority, attempts, due, action_id', 'date' => 'due' ][ $query['orderby'] ] ?? 'action_id';
		$limit  = $query['per_page'] > 0 ? sprintf( 'LIMIT %d OFFSET %d', $query['per_page'], $query['offset'] ) : '';
		return array_column( $wpdb->get_results( 'SELECT * FROM ' . self::table() . " WHERE $where ORDER BY $order " . ( 'DESC' === strtoupper( $query['order'] ) ? 'DESC ' : '' ) . $limit, ARRAY_A ), null, 'action_id' );
	}
	public static function set_status( $ids, string $status ): void {
		foreach ( (array) $ids as $id ) {
			$GLOBALS['wpdb']->update( self::table(), [ 'status' => $status ], [ 'action_id' => $id ] );
		}
	}
	/** Of several runners the one gets it whose token stands in the row afterwards. */
	public static function claim( int $id ): ?array {
		global $wpdb;
		$token = wp_generate_uuid4();
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . self::table() . " SET status = 'in-progress', claim = %s, attempts = attempts + 1 WHERE action_id = %d AND status = 'pending'", $token, $id ) );
		return $wpdb->get_row( $wpdb->prepare( 'SELECT * FROM ' . self::table() . ' WHERE action_id = %d AND claim = %s', $id, $token ), ARRAY_A );
	}
	public static function to_action( array $row ): ActionScheduler_Action {
		$date     = as_get_datetime_object( $row['due'] );
		$schedule = 'async' === $row['kind'] ? new ActionScheduler_NullSchedule() : ( '' === $row['recurrence'] ? new ActionScheduler_SimpleSchedule( $date ) : new ActionScheduler_IntervalSchedule( $date, $row['recurrence'] ) );
		$class    = in_array( $row['status'], [ 'pending', 'in-progress' ], true ) ? 'ActionScheduler_Action' : 'ActionScheduler_FinishedAction';
		$action   = new $class( $row['hook'], json_decode( $row['args'], true ), $schedule, $row['action_group'] );
		$action->set_priority( $row['priority'] );
		return $action;
	}
	/** The next instance of a recurring action, unless the first five that are remembered of its hook all failed. */
	public static function repeat( array $row ): void {
		$first = array_column( self::find( [ 'hook' => $row['hook'], 'date' => time() - 1 ] ), 'status' );
		if ( '' !== $row['recurrence'] && array_fill( 0, 5, 'failed' ) !== $first ) {
			$next = max( time(), (int) $row['due'] ) + (int) $row['recurrence'];
			self::save( $row['kind'], $row['hook'], json_decode( $row['args'], true ), $row['action_group'], $next, $row['recurrence'], false, (int) $row['priority'] );
		}
	}
}

class ActionScheduler_QueueRunner {
	public static function instance() { return new self(); }
	/** Batches of 25 until nothing is due; starts none that might pass 30 seconds. */
	public function run( $context = 'WP Cron' ) {
		$start = microtime( true );
		$count = 0;
		do {
			$ids = array_keys( Sors_Stand_In_Actions::find( [ 'status' => 'pending', 'date' => time(), 'orderby' => 'run', 'per_page' => 25 ] ) );
			foreach ( $ids as $id ) {
				$this->process_action( $id, $context );
				$spent = microtime( true ) - $start;
				if ( $spent + 3 * $spent / ++$count > 30 ) {
					return $count;
				}
			}
		} while ( $ids );
		return $count;
	}
	public function process_action( $action_id, $context = '' ) {
		$row = Sors_Stand_In_Actions::claim( (int) $action_id );
		if ( ! $row ) {
			return;
		}
		try {
			do_action( 'action_scheduler_begin_execute', $action_id, $context );
			Sors_Stand_In_Actions::to_action( $row )->execute();
			Sors_Stand_In_Actions::set_status( $action_id, 'complete' );
			do_action( 'action_scheduler_completed_action', $action_id );
		} catch ( Throwable $e ) {
			Sors_Stand_In_Actions::set_status( $action_id, 'failed' );
			do_action( 'action_scheduler_failed_execution', $action_id, $e, $context );
		}
		Sors_Stand_In_Actions::repeat( $row );
	}
}
function as_get_datetime_object( $date_string = null, $timezone = 'UTC' ) { return new DateTime( $date_string instanceof DateTime ? $date_string->format( 'Y-m-d H:i:s' ) : ( is_numeric( $date_string ) ? "@$date_string" : $date_string ?? 'now' ), new DateTimeZone( $timezone ) ); }
function as_enqueue_async_action( $hook, $args = [], $group = '', $unique = false, $priority = 10 ) { return Sors_Stand_In_Actions::save( 'async', $hook, $args, $group, time(), '', $unique, $priority ); }
function as_schedule_single_action( $timestamp, $hook, $args = [], $group = '', $unique = false, $priority = 10 ) { return Sors_Stand_In_Actions::save( 'single', $hook, $args, $group, (int) $timestamp, '', $unique, $priority ); }
function as_schedule_recurring_action( $timestamp, $interval_in_seconds, $hook, $args = [], $group = '', $unique = false, $priority = 10 ) { return Sors_Stand_In_Actions::save( 'recurring', $hook, $args, $group, (int) $timestamp, (string) $interval_in_seconds, $unique, $priority ); }
function as_has_scheduled_action( $hook, $args = null, $group = '' ) { return (bool) Sors_Stand_In_Actions::find( [ 'hook' => $hook, 'args' => $args, 'group' => $group, 'status' => [ 'pending', 'in-progress' ] ] ); }

/** A time, or true for one that runs or is async. */
function as_next_scheduled_action( $hook, $args = null, $group = '' ) {
	$query = [ 'hook' => $hook, 'args' => $args, 'group' => $group ];
	$next  = current( Sors_Stand_In_Actions::find( $query + [ 'status' => 'pending' ] ) );
	return Sors_Stand_In_Actions::find( $query + [ 'status' => 'in-progress' ] ) ? true : ( $next && 'async' !== $next['kind'] ? (int) $next['due'] : (bool) $next );
}

function as_unschedule_action( $hook, $args = [], $group = '' ) {
	$id = array_key_first( Sors_Stand_In_Actions::find( [ 'hook' => $hook, 'args' => $args, 'group' => $group, 'status' => 'pending' ] ) );
	Sors_Stand_In_Actions::set_status( $id, 'canceled' );
	return $id;
}

/** With a hook alone, or a group alone, whatever the arguments; with both, those whose arguments are exactly these. */
function as_unschedule_all_actions( $hook, $args = [], $group = '' ) {
	$query = [ 'hook' => $hook, 'group' => $group, 'status' => 'pending', 'per_page' => -1 ];
	Sors_Stand_In_Actions::set_status( array_keys( Sors_Stand_In_Actions::find( $query + ( $args || ( $hook && $group ) ? [ 'args' => $args ] : [] ) ) ), 'canceled' );
}

function as_get_scheduled_actions( $args = [], $return_format = OBJECT ) {
	$rows = Sors_Stand_In_Actions::find( $args );
	return in_array( $return_format, [ 'ids', 'int' ], true ) ? array_keys( $rows ) : array_map( [ 'Sors_Stand_In_Actions', 'to_action' ], $rows );
}

add_filter( 'cron_schedules', function ( $schedules ) { return $schedules + [ 'every_minute' => [ 'interval' => 60, 'display' => 'Every minute' ] ]; } );
add_action( 'action_scheduler_run_queue', [ ActionScheduler::runner(), 'run' ] );
add_action( 'init', function () {
	wp_next_scheduled( 'action_scheduler_run_queue', [ 'WP Cron' ] ) || wp_schedule_event( time(), 'every_minute', 'action_scheduler_run_queue', [ 'WP Cron' ] );
	do_action( 'action_scheduler_init' );
}, 1 );
