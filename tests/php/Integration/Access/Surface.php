<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Access;

use SorsApi\Settings\Access;
use SorsApi\Tests\Site\Wp;

/** What can be asked of the plugin from outside, as it is registered in this process, and whether it answers whoever is logged in. */
final class Surface {

	/** Hooks by which WordPress and WooCommerce hand a request to a plugin, as soon as somebody sends one. */
	private const ENTRANCES = '/^(admin_post_|admin_action_|post_action_|wp_ajax_|wc_ajax_|woocommerce_api_|bulk_actions-|handle_bulk_actions-|handle_network_bulk_actions-|sors_)/';

	/** Those of them by which a request is answered as it comes. */
	private const REQUESTS = '/^(admin_action_|post_action_|wp_ajax_|wc_ajax_|woocommerce_api_)/';

	/** WordPress and WooCommerce name these in parts: all of them are fired while something else is asked for, or saved. */
	private const IN_PARTS = '/^((de)?activate_|toplevel_page_|manage_|requests-|(add|update)_option_|update_post_meta$|plugin_action_links_|load-|woocommerce_(before_(product|order|customer)_object_save|data_store_wp_(post|user)_read_meta|order_status_|pre_delete_order_refund|get_default_value_for_|blocks_enqueue_|blocks_validate_location_)|cli_init$)/';

	/** Fired by our own code, in a request that was let in by one of the others. docs/hooks.md has them all. */
	private const INNER = [ 'sors_connection_works', 'sors_run_succeeded', 'sors_settings_changed', 'sors_store_copied' ];

	/** Hooks that fire in requests of anybody, or while something is saved that was posted: a listener may read the request and act on it. */
	private const OVERHEARD = '/^(plugins_loaded|after_setup_theme|set_current_user|init|widgets_init|wp_loaded|parse_request|parse_query|pre_get_posts|request|send_headers|wp|template_redirect|template_include|wp_head|wp_footer|shutdown|admin_init|admin_menu|current_screen|admin_head|admin_footer|(all_|network_|user_)?admin_notices|(admin|wp|login|customize)_enqueue_scripts|load-.+|heartbeat_.+|authenticate|wp_login|wp_logout|rest_.+|(show|edit)_user_profile(_update)?|personal_options(_update)?|user_(register|new_form|profile_update_errors)|profile_update|(save|edit|delete|before_delete|wp_trash|trashed)_post(_.+)?|wp_insert_post(_.+)?|(pre_post|post)_update.*|transition_post_status|edit_form_.+|quick_edit_.+|bulk_edit_.+|(created|edited|edit|create|delete)_(term|category|product_.+)|add_meta_boxes(_.+)?|wp_ajax_.+|woocommerce_init|woocommerce_loaded|woocommerce_(admin_)?process_.+|woocommerce_save_.+|woocommerce_(before_)?checkout_.+|woocommerce_after_checkout_validation|woocommerce_store_api_.+|woocommerce_update_options.*|woocommerce_set_additional_field_value|woocommerce_validate_.+|woocommerce_blocks_validate_.+|woocommerce_rest_.+|woocommerce_customer_save_address|woocommerce_product_(bulk|quick)_edit_.+)$/';

	/** @var array<string, list<string>> Screen => what whoever was logged in at first could do with many at once. */
	private array $bulk = [];

	/** @var list<string>|null They stay the same. */
	private static ?array $commands = null;

	public function __construct() {
		foreach ( preg_grep( '/^bulk_actions-/', self::hooks() ) as $hook ) {
			$this->bulk[ substr( $hook, strlen( 'bulk_actions-' ) ) ] = self::offered( $hook );
		}
	}

	public function everything(): array {
		$hooks = [];
		foreach ( self::hooks() as $hook ) {
			if ( 0 === strpos( $hook, 'bulk_actions-' ) ) {
				array_push( $hooks, ...array_map( static fn( string $action ): string => "$hook $action", self::offered( $hook ) ) );
			} elseif ( 1 === preg_match( self::ENTRANCES, $hook ) ) {
				$hooks[] = $hook;
			}
		}
		return array_merge( $this->routes(), $this->menus(), $this->boxes(), array_diff( array_unique( array_merge( $hooks, self::inTime() ) ), self::INNER ), self::tools(), $this->commands() );
	}

	/**
	 * What of ours hears of requests that go somewhere else: pages, forms and routes of WordPress and WooCommerce.
	 *
	 * @return list<string> Hook and listener. Of several without a name, their number.
	 */
	public static function listeners(): array {
		$found = [];
		foreach ( preg_grep( self::OVERHEARD, self::hooks() ) as $hook ) {
			foreach ( self::ours( $hook ) as $listener ) {
				$function                             = new \ReflectionFunction( \Closure::fromCallable( $listener ) );
				$class                                = $function->getClosureScopeClass();
				$isNamed                              = false === strpos( $function->getName(), '{closure' );
				$name                                 = ( null === $class ? '' : $class->getShortName() . '::' ) . ( $isNamed ? $function->getName() : 'function' );
				$found[ "$hook $name" ][ $function->getFileName() . $function->getStartLine() ] = true;
			}
		}
		$names = array_map( static fn( string $name, array $lines ): string => $name . ( 1 === count( $lines ) ? '' : ' (' . count( $lines ) . ')' ), array_keys( $found ), $found );
		sort( $names );
		return $names;
	}

	/** @return list<string> To which the plugin listens. */
	private static function hooks(): array {
		return array_values( array_filter( array_map( 'strval', array_keys( $GLOBALS['wp_filter'] ) ), static fn( string $hook ): bool => [] !== self::ours( $hook ) ) );
	}

	/**
	 * What comes when its time has come: what is planned, and what nobody fires by its name but WP-Cron and Action
	 * Scheduler, since neither WordPress nor WooCommerce knows it.
	 */
	private static function inTime(): array {
		global $wpdb;
		$planned = array_merge( $wpdb->get_col( "SELECT DISTINCT hook FROM {$wpdb->prefix}actionscheduler_actions" ), ...array_map( 'array_keys', array_filter( _get_cron_array(), 'is_array' ) ) );
		$names   = (string) tempnam( sys_get_temp_dir(), 'sors-hooks-' );
		file_put_contents( $names, preg_replace( '/^.*$/m', "'$0'\n\"$0\"", implode( "\n", self::hooks() ) ) );
		exec( 'grep -rhoF --include=*.php -f ' . implode( ' ', array_map( 'escapeshellarg', [ $names, ABSPATH . 'wp-includes', ABSPATH . 'wp-admin', WC()->plugin_path() ] ) ), $known );
		unlink( $names );
		$strange = array_diff( self::hooks(), array_map( static fn( string $name ): string => trim( $name, '\'"' ), $known ) );
		return array_merge( array_intersect( self::hooks(), $planned ), array_filter( $strange, static fn( string $hook ): bool => 1 !== preg_match( self::ENTRANCES, $hook ) && 1 !== preg_match( self::IN_PARTS, $hook ) ) );
	}

	/** Whether whoever is logged in now is let in. */
	public function answers( string $what ): bool {
		[ $kind, $name ] = array_pad( explode( ' ', $what, 2 ), 2, '' );
		switch ( $kind ) {
			case 'menu':
				return in_array( $what, $this->menus( true ), true );
			case 'box':
				return in_array( $what, $this->boxes(), true );
			case 'tool':
				return in_array( $what, self::tools(), true );
			case 'wp':
				// They are registered in WP-CLI only.
				return [] !== self::ours( 'cli_init' );
			case 'GET':
			case 'POST':
			case 'PUT':
				return ! in_array( rest_do_request( new \WP_REST_Request( $kind, '/' . Access::ROUTES . $name ) )->get_status(), [ 401, 403 ], true );
		}
		if ( 0 === strpos( $what, 'admin_post_' ) ) {
			return $this->posts( substr( $what, strlen( 'admin_post_' ) ) );
		}
		if ( 0 === strpos( $kind, 'bulk_actions-' ) ) {
			return $this->acts( $kind, $name );
		}
		if ( 0 === strpos( $what, 'handle_bulk_actions-' ) ) {
			return [] !== array_filter( $this->bulk[ substr( $what, strlen( 'handle_bulk_actions-' ) ) ] ?? [ 'sors' ], static fn( string $action ): bool => self::does( $what, $action ) );
		}
		return 1 === preg_match( self::REQUESTS, $what ) ? self::asked( $what ) : $this->reaches( $what );
	}

	public function routes(): array {
		$found = [];
		rest_do_request( '/' );
		foreach ( rest_get_server()->get_routes() as $path => $handlers ) {
			foreach ( $handlers as $handler ) {
				$isOurs = 0 === strpos( $path, '/sors' ) || self::isOurs( $handler['callback'] );
				foreach ( $isOurs ? array_keys( $handler['methods'] ) : [] as $method ) {
					foreach ( self::addresses( (string) substr( $path, strlen( '/' . Access::ROUTES ) ) ) as $address ) {
						$found[] = "$method $address";
					}
				}
			}
		}
		return array_values( array_unique( $found ) );
	}

	/** @return list<string> Of one route, with an action each. */
	private static function addresses( string $path ): array {
		$path = str_replace( '\\', '', (string) preg_replace( '/\(\?P<(id|item)>[^)]*\)/', '7', $path ) );
		if ( 1 !== preg_match( '/\(\?P<action>([^)]*)\)/', $path, $match ) ) {
			return [ $path ];
		}
		return array_map( static fn( string $action ): string => str_replace( $match[0], $action, $path ), explode( '|', $match[1] ) );
	}

	private function menus( bool $allowed = false ): array {
		$GLOBALS['menu'] = [];
		foreach ( self::ours( 'admin_menu' ) as $add ) {
			$add();
		}
		$shown = array_filter( $GLOBALS['menu'], static fn( array $item ): bool => ! $allowed || current_user_can( $item[1] ) );
		return array_values( array_map( static fn( array $item ): string => 'menu ' . $item[2], $shown ) );
	}

	private function boxes(): array {
		$GLOBALS['wp_meta_boxes'] = [];
		foreach ( array_merge( self::ours( 'add_meta_boxes' ), self::ours( 'add_meta_boxes_product' ) ) as $add ) {
			$add();
		}
		$boxes = [];
		foreach ( $GLOBALS['wp_meta_boxes'] as $sides ) {
			foreach ( $sides as $priorities ) {
				$boxes += array_merge( ...array_values( $priorities ) );
			}
		}
		return array_map( static fn( string $id ): string => "box $id", array_keys( $boxes ) );
	}

	/** @return list<string> Of WooCommerce → Status; WooCommerce shows and does them for those who manage the shop. */
	private static function tools(): array {
		$tools = array_filter( apply_filters( 'woocommerce_debug_tools', [] ), static fn( array $tool ): bool => self::isOurs( $tool['callback'] ?? null ) );
		return array_map( static fn( string $name ): string => "tool $name", array_keys( $tools ) );
	}

	private function commands(): array {
		return self::$commands ??= self::ofWpCli();
	}

	private static function ofWpCli(): array {
		$tell = 'WP_CLI::add_hook( "after_wp_load", static function () {
			$walk = static function ( $command, string $path ) use ( &$walk ) {
				foreach ( $command->get_subcommands() as $inner ) {
					$walk( $inner, "$path {$inner->get_name()}" );
				}
				if ( ! $command->can_have_subcommands() ) {
					echo "$path\n";
				}
			};
			$walk( WP_CLI::get_root_command(), "wp" );
			exit;
		} );';
		[ , $output ] = Wp::run( 'sors status --exec=' . escapeshellarg( $tell ) );
		return array_values( preg_grep( '/^wp sors /', explode( "\n", $output ) ) );
	}

	/** With a nonce of one's own: that alone must not let anybody in. */
	private function posts( string $action ): bool {
		$_GET                 = [ 'do' => 'queue', 'id' => '7', 'sors_ok' => wp_create_nonce( $action . 'queue7' ) ];
		$_REQUEST['_wpnonce'] = wp_create_nonce( $action );
		$end                  = static function ( int $code ): void {
			throw new \RuntimeException( '', $code );
		};
		$refuse               = static fn(): callable => static fn() => $end( 403 );
		$go                   = static fn() => $end( 302 );
		add_filter( 'wp_die_handler', $refuse );
		add_filter( 'wp_redirect', $go );
		try {
			do_action( "admin_post_$action" );
		} catch ( \RuntimeException $end ) {
			return 302 === $end->getCode();
		} finally {
			remove_filter( 'wp_die_handler', $refuse );
			remove_filter( 'wp_redirect', $go );
			$_GET = [];
			unset( $_REQUEST['_wpnonce'] );
		}
		throw new \LogicException( "$action neither refuses nor leads on." );
	}

	/** Whether it is offered, and done; a request may ask for what is not offered. */
	private function acts( string $hook, string $action ): bool {
		$isOffered = in_array( $action, self::offered( $hook ), true );
		if ( $isOffered !== self::does( "handle_$hook", $action ) ) {
			throw new \LogicException( "$hook offers something else than it does: $action" );
		}
		return $isOffered;
	}

	/** @return list<string> Of our actions. */
	private static function offered( string $hook ): array {
		return array_values( preg_grep( '/^sors/', array_map( 'strval', array_keys( (array) apply_filters( $hook, [] ) ) ) ) );
	}

	private static function does( string $hook, string $action ): bool {
		$result = 'sors_bulk_result_' . get_current_user_id();
		delete_transient( $result );
		$to = apply_filters( $hook, 'back', $action, [ 7 ] );
		return 'back' !== $to || false !== get_transient( $result );
	}

	/** Whether ours answers a request, and neither refuses it nor leaves it to WordPress. */
	private static function asked( string $hook ): bool {
		$end  = static function ( $message, $title = '', $arguments = [] ): void {
			$isRefused = in_array( (string) $message, [ '0', '-1' ], true ) || in_array( (int) ( $arguments['response'] ?? 200 ), [ 401, 403 ], true );
			throw new \RuntimeException( '', $isRefused ? 403 : 200 );
		};
		$dies = array_fill_keys( [ 'wp_die_handler', 'wp_die_ajax_handler', 'wp_die_json_handler' ], static fn(): callable => $end );
		array_map( 'add_filter', array_keys( $dies ), $dies );
		add_filter( 'wp_doing_ajax', '__return_true' );
		ob_start();
		try {
			foreach ( self::ours( $hook ) as $answer ) {
				$answer();
			}
			return '' !== ob_get_contents();
		} catch ( \RuntimeException $end ) {
			return 403 !== $end->getCode();
		} finally {
			ob_end_clean();
			array_map( 'remove_filter', array_keys( $dies ), $dies );
			remove_filter( 'wp_doing_ajax', '__return_true' );
		}
	}

	/** Whether a request can fire one of our own hooks. */
	private function reaches( string $hook ): bool {
		foreach ( [ 'admin_post_', 'admin_post_nopriv_', 'wp_ajax_', 'wp_ajax_nopriv_', 'wc_ajax_', 'woocommerce_api_' ] as $entrance ) {
			if ( has_action( $entrance . $hook ) ) {
				return true;
			}
		}
		return false;
	}

	/** @return list<callable> What listens to a hook and is the plugin's. */
	private static function ours( string $hook ): array {
		$found = [];
		foreach ( $GLOBALS['wp_filter'][ $hook ]->callbacks ?? [] as $listeners ) {
			foreach ( $listeners as $listener ) {
				if ( self::isOurs( $listener['function'] ) ) {
					$found[] = $listener['function'];
				}
			}
		}
		return $found;
	}

	/** @param mixed $callback */
	private static function isOurs( $callback ): bool {
		$file = is_callable( $callback ) ? ( new \ReflectionFunction( \Closure::fromCallable( $callback ) ) )->getFileName() : false;
		return false !== $file && 0 === strpos( $file, dirname( (string) SORS_API_FILE ) . '/includes/' );
	}
}
