"""Addresses of designs and of connections to clusters."""

from __future__ import annotations

from django.urls import include, path

from pods.views import asking, changes, designer, downloads, edit, history, home, learn, new, section, undoing
from pods.views.applying import looking, runs, taking
from pods.views.clusters import adding, here, listing, one, testing
from pods.views.drift import drifting, from_cluster, removing, tending
from pods.views.live import changes as live_changes
from pods.views.live import log as live_log
from pods.views.live import page as live_page
from pods.views.patterns import adding as adding_patterns
from pods.views.patterns import applied, gallery, guide, own, palette
from pods.views.patterns import page as pattern_page

new_urls = [  # /new/
    path("", new.new, name="new"),
    path("paste/", new.paste, name="paste"),
    path("upload/", new.upload, name="upload"),
    path("blank/", new.blank, name="blank"),
    path("example/<slug:slug>/", new.from_example, name="from_example"),
    path("from-cluster/", from_cluster.page, name="from_cluster"),
    path("from-cluster/running/", from_cluster.running, name="from_cluster_running"),
    path("from-cluster/take/", from_cluster.take, name="take_from_cluster"),
]
design_urls = [  # /designs/<id>/
    path("", designer.designer, name="designer"),
    path("text/", changes.text, name="text"),
    path("undo/", undoing.undo, name="undo"),
    path("redo/", undoing.redo, name="redo"),
    path("role/", changes.role, name="role"),
    path("edit/<slug:slug>/", edit.edit, name="edit"),
    path("section/<slug:name>/", section.section, name="section"),
    path("completion/", asking.complete, name="completion"),
    path("whereabouts/", asking.whereabouts, name="whereabouts"),
    path("lines/", asking.lines, name="lines"),
    path("help/", asking.field_help, name="help"),
    path("name/", changes.name, name="name"),
    path("version/", changes.version, name="version"),
    path("copy/", changes.copy, name="copy"),
    path("delete/", changes.delete, name="delete"),
    path("restore/", changes.restore, name="restore"),
    path("download/", downloads.download, name="download"),
    path("picture.<slug:form>", downloads.picture, name="picture"),
]
design_pattern_urls = [  # /designs/<id>/patterns/
    path("", palette.palette, name="palette"),
    path("from-helper/", own.save_as_pattern, name="save_as_pattern"),
    path("added/<int:number>/out/", applied.take_out, name="take_out"),
    path("added/<int:number>/as/<slug:variant>/", applied.switch, name="switch_variant"),
    path("<slug:pattern>/", adding_patterns.add, name="add_pattern"),
]
own_pattern_urls = [  # /mine/patterns/
    path("", own.own_patterns, name="own_patterns"),
    path("import/", own.import_patterns, name="import_patterns"),
    path("<slug:own>/edit/", own.own_pattern, name="own_pattern"),
    path("<slug:own>/check/", own.check_pattern, name="check_pattern"),
    path("<slug:own>/file/", own.export_pattern, name="export_pattern"),
    path("<slug:own>/delete/", own.delete_pattern, name="delete_pattern"),
]
pattern_urls = [  # /patterns/
    path("", gallery.gallery, name="patterns"),
    path("guide/", guide.guide, name="guide"),
    path("<slug:pattern>/", pattern_page.pattern, name="pattern"),
    path("<slug:pattern>/add/", pattern_page.to_design, name="pattern_to_design"),
]
history_urls = [  # /designs/<id>/history/
    path("", history.history, name="history"),
    path("<int:number>/", history.revision, name="revision"),
    path("<int:number>/name/", history.name_version, name="name_version"),
    path("<int:number>/restore/", history.restore_version, name="restore_version"),
]
learn_urls = [  # /learn/
    path("", learn.learn, name="learn"),
    path("<slug:page_id>/", learn.learn_page, name="learn_page"),
    path("<slug:page_id>/open/<slug:example_id>/", learn.open_example, name="open_example"),
]
clusters_urls = [  # /clusters/
    path("", listing.clusters, name="clusters"),
    path("kubeconfig/", adding.kubeconfig, name="kubeconfig"),
    path("add/", adding.add, name="add_cluster"),
    path("here/", here.here, name="clusters_here"),
    path("here/machine/", here.machine, name="add_machine"),
    path("here/pod/", here.pod, name="add_pod"),
]
cluster_urls = [  # /clusters/<id>/
    path("", one.cluster, name="cluster"),
    path("state/", testing.state, name="cluster_state"),
    path("test/", testing.test, name="cluster_test"),
    path("deployed/", drifting.deployed, name="cluster_deployed"),
    path("namespaces/", testing.offered_namespaces, name="cluster_namespaces"),
    path("edit/", one.edit, name="edit_cluster"),
    path("kubeconfig/", one.kubeconfig, name="cluster_kubeconfig"),
    path("credentials/", one.credentials, name="cluster_credentials"),
    path("delete/", one.delete, name="delete_cluster"),
]
apply_urls = [  # /designs/<id>/apply/
    path("", looking.page, name="apply"),
    path("plan/", looking.plan, name="apply_plan"),
    path("take/", taking.take, name="apply_take"),
    path("start/", runs.start, name="apply_start"),
    path("log/", runs.log, name="apply_log"),
    path("<int:number>/", runs.run, name="apply_run"),
    path("<int:number>/roll-back/", runs.roll_back, name="apply_roll_back"),
]
live_urls = [  # /clusters/<id>/live/<namespace>/
    path("<slug:kind>/<str:name>/", live_page.cluster_live, name="cluster_live"),
    path("<slug:kind>/<str:name>/changes/", live_changes.changes, name="live_changes"),
    path("Pod/<str:pod>/log/", live_log.lines, name="live_log"),
    path("Pod/<str:pod>/log/download/", live_log.whole, name="download_log"),
]
drift_urls = [  # /designs/<id>/drift/
    path("", drifting.page, name="drift"),
    path("look/", drifting.look, name="drift_look"),
    path("pull/", drifting.pull, name="drift_pull"),
    path("badge/", drifting.badge, name="drift_badge"),
]
tending_urls = [  # /designs/<id>/live/
    path("delete/", removing.delete, name="live_delete"),
    path("delete/standing/", removing.standing, name="live_standing"),
    path("delete/state/", removing.state, name="live_delete_state"),
    path("controls/", tending.controls, name="live_controls"),
    path("restart/", tending.restart, name="live_restart"),
    path("scale/", tending.scale, name="live_scale"),
    path("scale/take/", tending.take_scale, name="live_take_scale"),
]
urlpatterns = [
    path("", home.home, name="home"),
    path("new/", include(new_urls)),
    path("learn/", include(learn_urls)),
    path("designs/<int:design_id>/", include(design_urls)),
    path("designs/<int:design_id>/live/", live_page.live, name="live"),
    path("designs/<int:design_id>/history/", include(history_urls)),
    path("designs/<int:design_id>/apply/", include(apply_urls)),
    path("designs/<int:design_id>/drift/", include(drift_urls)),
    path("designs/<int:design_id>/live/", include(tending_urls)),
    path("designs/<int:design_id>/patterns/", include(design_pattern_urls)),
    path("patterns/", include(pattern_urls)),
    path("mine/patterns/", include(own_pattern_urls)),
    path("clusters/", include(clusters_urls)),
    path("clusters/<int:connection_id>/", include(cluster_urls)),
    path("clusters/<int:connection_id>/live/<str:namespace>/", include(live_urls)),
]
